package io.motet.broker.vhost;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.runtime.Entropy;
import java.nio.charset.StandardCharsets;

/** Rules on the names of queues and exchanges, and how error texts call them. */
final class ResourceNames {
  /** Longest name that AMQP's short strings can carry. */
  static final int MAX_BYTES = 255;

  private static final String RESERVED_PREFIX = "amq.";

  private ResourceNames() {}

  static String queue(String name, String virtualHost) {
    return "queue '" + name + "' in vhost '" + virtualHost + "'";
  }

  static String exchange(String name, String virtualHost) {
    return "exchange '" + name + "' in vhost '" + virtualHost + "'";
  }

  static boolean isReserved(String name) {
    return name.startsWith(RESERVED_PREFIX);
  }

  /**
   * Refuses what a client may not create.
   *
   * @param kind {@code queue} or {@code exchange}
   */
  static void check(String kind, String name) {
    if (isReserved(name)) {
      throw new BrokerException(
          ErrorKind.ACCESS_REFUSED, kind + " name '" + name + "' contains reserved prefix 'amq.*'");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new BrokerException(
          ErrorKind.PRECONDITION_FAILED,
          kind + " name is longer than " + MAX_BYTES + " bytes: '" + name + "'");
    }
  }

  /** Takes out line ends, as RabbitMQ does, so that a name cannot break a log line. */
  static String clean(String name) {
    boolean clean = name.indexOf('\n') < 0 && name.indexOf('\r') < 0;
    return clean ? name : name.replace("\n", "").replace("\r", "");
  }

  /** A name for a queue that a client left unnamed; nobody can guess it. */
  static String madeUp(Entropy entropy) {
    return entropy.madeUpName("amq.gen-");
  }
}
