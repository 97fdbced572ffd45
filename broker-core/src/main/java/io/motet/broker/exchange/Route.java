package io.motet.broker.exchange;

import io.motet.broker.message.Utf8;
import java.util.List;

/**
 * Where a message goes. Where routing depends on the names only, a front end may keep the route and
 * use it again while {@code version} is the virtual host's current one.
 *
 * @param exchange and {@code routingKey}: to be shared by all messages that take this route
 * @param targets each at most once
 * @param reusable false when the exchange looks at headers, chance or state
 * @param version of the virtual host's topology when it was made
 */
public record Route(
    Utf8 exchange, Utf8 routingKey, List<MessageTarget> targets, boolean reusable, long version) {}
