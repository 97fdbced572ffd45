package io.motet.broker.stream;

import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.queue.BatchOutcome;
import io.motet.broker.queue.Engine;
import io.motet.broker.queue.FanOut;
import io.motet.broker.queue.LocalQueue;
import io.motet.broker.queue.NumberedBatch;
import io.motet.broker.queue.Queue;
import io.motet.broker.shard.Shard;
import io.motet.broker.shard.ShardContext;
import io.motet.broker.topic.AppendError;
import io.motet.broker.topic.TopicServices;
import io.motet.storage.log.LogAppend;
import io.motet.storage.log.batch.BatchHeader;
import io.motet.storage.log.batch.BatchValidator;
import io.motet.storage.log.batch.Decompressor;
import io.motet.storage.log.batch.RecordCursor;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Puts batches of records into queues that are no streams: every record becomes a message, and all
 * of a batch are taken or none. What is a batch for a topic with the default configurations is one
 * for a queue. What an idempotent producer sends again is taken once. On its shard.
 */
public final class RecordEnqueuer {
  private final Shard shard;
  private final FanOut fanOut;
  private final TopicServices topics;
  private final Decompressor decompressor;
  private final BatchValidator validator;
  private final QueueRecordDecoder decoder;
  private final BatchHeader header = new BatchHeader();
  private final StreamRecord record = new StreamRecord();

  /** For publishers on the given shard. */
  public RecordEnqueuer(Engine engine, TopicServices topics, Shard shard) {
    this.shard = shard;
    this.topics = topics;
    this.fanOut = engine.fanOut(shard);
    this.decompressor = topics.decompressor();
    this.validator = new BatchValidator(decompressor);
    ShardContext context = engine.context(shard);
    this.decoder = new QueueRecordDecoder(context);
  }

  /**
   * Enqueues.
   *
   * @param batch its readable bytes are exactly one batch of format 2; the caller keeps it
   * @param queue no stream
   * @return completes on the shard, when the messages are durable where they need be
   */
  public CompletableFuture<EnqueueResult> enqueue(ByteBuf batch, Queue queue) {
    ByteBuffer bytes = batch.nioBuffer();
    LogAppend.Refused refused =
        validator.check(bytes, header, true, topics.batchLimits(), shard.currentTimeMillis());
    if (refused != null) {
      return invalid(AppendError.valueOf(refused.error().name()), refused.text());
    }
    if (!(queue instanceof LocalQueue target)) {
      return CompletableFuture.completedFuture(new EnqueueResult.Asked(BatchOutcome.QUEUE_GONE));
    }
    ByteBuffer records;
    try {
      records = decompressor.plain(header, bytes.slice(BatchHeader.BYTES, recordBytes(bytes)));
    } catch (IOException e) {
      return invalid(
          AppendError.CORRUPT_MESSAGE, "records cannot be decompressed: " + e.getMessage());
    }
    List<Message> messages = new ArrayList<>(header.count() < 1024 ? header.count() : 1024);
    if (!decode(records, target.name(), messages)) {
      messages.forEach(Message::release);
      return invalid(AppendError.INVALID_RECORD, "a batch does not have the records that it says");
    }
    return fanOut
        .publishAll(messages, target, header.hasProducer() ? number(bytes) : null)
        .thenApply(EnqueueResult.Asked::new);
  }

  private NumberedBatch number(ByteBuffer batch) {
    // Another thread reads it while this one goes on with the next batch.
    BatchHeader own = new BatchHeader().read(batch, batch.position());
    return new NumberedBatch(own, shard.currentTimeMillis() - topics.producerExpiryMillis());
  }

  private static int recordBytes(ByteBuffer batch) {
    return batch.remaining() - BatchHeader.BYTES;
  }

  private static CompletableFuture<EnqueueResult> invalid(AppendError error, String text) {
    return CompletableFuture.completedFuture(new EnqueueResult.Invalid(error, text));
  }

  /** Returns whether there are as many records as the header says. */
  private boolean decode(ByteBuffer records, String queue, List<Message> messages) {
    Utf8 routingKey = Utf8.of(queue);
    long now = shard.currentTimeMillis();
    RecordCursor cursor = new RecordCursor(records);
    while (messages.size() < header.count() && cursor.next()) {
      long timestamp = header.baseTimestamp() + cursor.timestampDelta();
      record.set(records, cursor, messages.size(), timestamp);
      messages.add(decoder.decode(record, routingKey, now));
    }
    return messages.size() == header.count() && !cursor.next() && !cursor.damaged();
  }
}
