package io.motet.broker.queue;

import io.motet.broker.connection.ClientConnection;
import java.util.Map;

/**
 * What of a queue never changes.
 *
 * @param id never used again after a delete
 * @param exclusiveOwner the connection that alone may use it, or null
 * @param arguments as the client gave them, for others to see
 */
public record QueueIdentity(
    long id,
    String virtualHost,
    String name,
    boolean durable,
    boolean autoDelete,
    ClientConnection exclusiveOwner,
    Map<String, Object> arguments) {

  /** How RabbitMQ's error texts call the queue. */
  String description() {
    return "queue '" + name + "' in vhost '" + virtualHost + "'";
  }
}
