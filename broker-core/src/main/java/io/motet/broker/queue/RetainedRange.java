package io.motet.broker.queue;

/**
 * Which sequence numbers a queue's messages have.
 *
 * @param first of the oldest message that is retained; {@code next} where there is none
 * @param next what the message that comes next will have
 */
public record RetainedRange(long first, long next) {}
