package io.motet.amqp.codec;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.message.Utf8;

/**
 * An error that closes a channel or the connection, by its code. Thrown out of frame handling; the
 * connection adds the method it answers and sends the close. Carries no stack trace: it is an
 * answer, not a fault.
 */
public final class AmqpException extends RuntimeException {
  private static final int SHORT_STRING_LIMIT_BYTES = 255;

  private final ReplyCode code;
  private final boolean blamesMethod;

  /**
   * @param explanation RabbitMQ's text, without the code's name in front
   */
  public AmqpException(ReplyCode code, String explanation) {
    this(code, explanation, true);
  }

  private AmqpException(ReplyCode code, String explanation, boolean blamesMethod) {
    super(explanation, null, false, false);
    this.code = code;
    this.blamesMethod = blamesMethod;
  }

  /** An error for which the close names no method, whatever came in. */
  public static AmqpException blamingNoMethod(ReplyCode code, String explanation) {
    return new AmqpException(code, explanation, false);
  }

  /** The broker's refusal as AMQP tells it. */
  public static AmqpException of(BrokerException refusal) {
    return new AmqpException(codeOf(refusal.kind()), refusal.getMessage());
  }

  private static ReplyCode codeOf(ErrorKind kind) {
    return switch (kind) {
      case NOT_FOUND -> ReplyCode.NOT_FOUND;
      case ACCESS_REFUSED -> ReplyCode.ACCESS_REFUSED;
      case PRECONDITION_FAILED -> ReplyCode.PRECONDITION_FAILED;
      case RESOURCE_LOCKED -> ReplyCode.RESOURCE_LOCKED;
      case NOT_ALLOWED -> ReplyCode.NOT_ALLOWED;
      case NOT_IMPLEMENTED -> ReplyCode.NOT_IMPLEMENTED;
      case INVALID -> ReplyCode.COMMAND_INVALID;
      case RESOURCE_ERROR -> ReplyCode.RESOURCE_ERROR;
      case INTERNAL_ERROR -> ReplyCode.INTERNAL_ERROR;
    };
  }

  public ReplyCode code() {
    return code;
  }

  /** Whether the close names the method that came in. */
  public boolean blamesMethod() {
    return blamesMethod;
  }

  /** What goes on the wire: name and explanation, cut to a short string as RabbitMQ cuts it. */
  public String replyText() {
    String text = code.name() + " - " + getMessage();
    Utf8 cut = Utf8.cut(text, SHORT_STRING_LIMIT_BYTES);
    return cut.toString().equals(text)
        ? text
        : Utf8.cut(text, SHORT_STRING_LIMIT_BYTES - 3) + "...";
  }
}
