package io.motet.broker.exchange;

/** What a binding leads to: a {@link MessageTarget} or another exchange of this virtual host. */
public sealed interface Destination permits MessageTarget, BoundExchange {
  String name();
}
