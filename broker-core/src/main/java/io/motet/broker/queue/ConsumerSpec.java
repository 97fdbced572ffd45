package io.motet.broker.queue;

import io.motet.broker.connection.ClientChannel;
import java.util.Map;

/**
 * What a consumer asks for when it subscribes.
 *
 * @param channel the channel it is shown under; settles when it closes
 * @param noAck deliveries count as settled when sent
 * @param exclusive refuse when other consumers exist, and refuse others after
 * @param prefetch most unsettled deliveries; 0 for no limit
 * @param limiter the limit shared by the channel's consumers (AMQP's global qos), or null
 * @param priority higher is served first
 */
public record ConsumerSpec(
    String tag,
    ClientChannel channel,
    Consumer consumer,
    boolean noAck,
    boolean exclusive,
    int prefetch,
    PrefetchLimiter limiter,
    int priority,
    Map<String, Object> arguments) {}
