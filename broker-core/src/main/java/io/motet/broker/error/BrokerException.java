package io.motet.broker.error;

/**
 * A refusal that a client caused and is told about. The message is RabbitMQ's text without the
 * code's name in front, for example {@code no queue 'q' in vhost '/'}. Carries no stack trace: it
 * is an answer, not a fault.
 */
public final class BrokerException extends RuntimeException {
  private final ErrorKind kind;

  public BrokerException(ErrorKind kind, String text) {
    super(text, null, false, false);
    this.kind = kind;
  }

  public ErrorKind kind() {
    return kind;
  }
}
