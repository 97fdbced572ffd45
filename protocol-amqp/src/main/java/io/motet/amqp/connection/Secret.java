package io.motet.amqp.connection;

/** A password on its way to the check. Prints as nothing, so that it cannot slip into a log. */
final class Secret {
  private final byte[] bytes;

  Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return "***";
  }
}
