package io.motet.broker.exchange;

/** What a message can be routed to: a queue, a waiting requester, later a topic. */
public non-sealed interface MessageTarget extends Destination {
  /** The name in the virtual host, for logs. */
  @Override
  String name();
}
