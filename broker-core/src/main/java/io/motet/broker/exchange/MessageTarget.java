package io.motet.broker.exchange;

/** What a message can be routed to: a queue, a waiting requester, later a topic. */
public interface MessageTarget {
  /** The name in the virtual host, for logs. */
  String name();
}
