package io.motet.broker.queue;

import io.motet.broker.connection.ClientConnection;
import java.util.Map;

/**
 * A request to declare a queue.
 *
 * @param name empty for a name made by the broker
 * @param exclusiveOwner the connection that alone may use it and with which it dies; null if shared
 */
public record QueueDeclaration(
    String name,
    boolean durable,
    ClientConnection exclusiveOwner,
    boolean autoDelete,
    Map<String, Object> arguments) {}
