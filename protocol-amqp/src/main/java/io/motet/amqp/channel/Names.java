package io.motet.amqp.channel;

/** How names of queues and exchanges in methods are read. */
final class Names {
  private static final String RESERVED_PREFIX = "amq.";

  private Names() {}

  /** RabbitMQ drops line ends in names, since they came in by mistakes in shell scripts. */
  static String clean(String name) {
    if (name.indexOf('\n') < 0 && name.indexOf('\r') < 0) {
      return name;
    }
    return name.replace("\n", "").replace("\r", "");
  }

  /** Refuses names that only the broker may give. */
  static void checkNotReserved(String kind, String name) {
    if (isReserved(name)) {
      throw ChannelErrors.accessRefused(
          kind + " name '" + name + "' contains reserved prefix 'amq.*'");
    }
  }

  static boolean isReserved(String name) {
    return name.startsWith(RESERVED_PREFIX);
  }
}
