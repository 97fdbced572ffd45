package io.motet.amqp.connection;

/** One run of a SASL mechanism: turns the client's responses into a name and a password. */
interface SaslMechanism {
  /**
   * Takes the next response of the client.
   *
   * @param response secret: never to be logged
   */
  Step respond(byte[] response);

  /** What follows a response. */
  sealed interface Step {}

  /** The client said who it is; its password is still to be checked. */
  record Credentials(String user, Secret password) implements Step {}

  /** The client is asked for more. */
  record Challenge(String text) implements Step {}

  /** The response makes no sense. The reason holds nothing secret. */
  record Malformed(String reason) implements Step {}

  /**
   * The mechanism of that name, or null.
   *
   * @param name as the client wrote it
   */
  static SaslMechanism named(String name) {
    return switch (name) {
      case "PLAIN" -> new PlainMechanism();
      case "AMQPLAIN" -> new AmqPlainMechanism();
      case "RABBIT-CR-DEMO" -> new ChallengeDemoMechanism();
      default -> null;
    };
  }
}
