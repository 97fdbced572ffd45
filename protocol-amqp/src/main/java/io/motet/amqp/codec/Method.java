package io.motet.amqp.codec;

import java.util.Locale;

/**
 * A decoded method, one record for each of AMQP 0-9-1 and RabbitMQ's extensions. Reserved fields
 * are skipped when read and zero when written.
 */
public sealed interface Method
    permits AccessMethod,
        BasicMethod,
        ChannelMethod,
        ConfirmMethod,
        ConnectionMethod,
        ExchangeMethod,
        QueueMethod,
        TxMethod {
  /** The class id on the wire. */
  int classId();

  /** The method id on the wire. */
  int methodId();

  /** Writes the fields, without the ids. */
  default void encode(ArgumentWriter out) {}

  /**
   * Reads a method.
   *
   * @return null when the ids are unknown
   * @throws AmqpException FRAME_ERROR when the fields are cut short or wrong
   */
  static Method decode(int classId, int methodId, ArgumentReader in) {
    return switch (classId) {
      case ConnectionMethod.CLASS_ID -> ConnectionMethod.decode(methodId, in);
      case ChannelMethod.CLASS_ID -> ChannelMethod.decode(methodId, in);
      case AccessMethod.CLASS_ID -> AccessMethod.decode(methodId, in);
      case ExchangeMethod.CLASS_ID -> ExchangeMethod.decode(methodId, in);
      case QueueMethod.CLASS_ID -> QueueMethod.decode(methodId, in);
      case BasicMethod.CLASS_ID -> BasicMethod.decode(methodId, in);
      case ConfirmMethod.CLASS_ID -> ConfirmMethod.decode(methodId, in);
      case TxMethod.CLASS_ID -> TxMethod.decode(methodId, in);
      default -> null;
    };
  }

  /** The name as in the specification and RabbitMQ's logs, for example {@code queue.declare_ok}. */
  default String wireName() {
    String group = getClass().getEnclosingClass().getSimpleName();
    String method = getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_");
    return (group.substring(0, group.length() - "Method".length()) + "." + method)
        .toLowerCase(Locale.ROOT);
  }
}
