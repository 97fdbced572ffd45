package io.motet.amqp.channel;

/** The queue declared last on the channel, which an empty name stands for. */
final class LastQueue {
  private String name = "";

  void declared(String queue) {
    name = queue;
  }

  /** The name to use for a queue. */
  String expand(String queue) {
    return queue.isEmpty() ? last() : queue;
  }

  /** The routing key of a binding: both empty means the queue's name. */
  String expandRoutingKey(String queue, String routingKey) {
    return queue.isEmpty() && routingKey.isEmpty() ? last() : routingKey;
  }

  private String last() {
    if (name.isEmpty()) {
      throw ChannelErrors.notFound("no previously declared queue");
    }
    return name;
  }
}
