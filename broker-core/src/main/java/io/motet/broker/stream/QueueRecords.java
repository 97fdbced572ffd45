package io.motet.broker.stream;

import io.motet.broker.queue.RetainedRange;
import io.netty.buffer.ByteBuf;

/**
 * What was read from a queue that is no stream.
 *
 * @param batches none or more batches of format 2; the receiver's to release
 * @param range offsets that the queue has
 */
public record QueueRecords(ByteBuf batches, RetainedRange range) {}
