package io.motet.broker.queue;

import io.motet.storage.log.LogError;
import io.motet.storage.log.batch.BatchHeader;
import io.motet.storage.log.producer.ProducerCheck;
import io.motet.storage.log.producer.Producers;

/**
 * What a queue remembers of producers that number their batches, by the rules of Kafka's logs, so
 * that a batch which is sent again is not in the queue twice. In memory only. On the queue's shard.
 */
final class BatchProducers {
  private static final int FIRST_EXPIRY_COUNT = 64;

  private final Producers producers = new Producers();
  private final ProducerBegins begins = new ProducerBegins();
  private int expiryCount = FIRST_EXPIRY_COUNT;

  /** {@code ACCEPTED} for one that comes next, {@code REPEATED} for one that is in the queue. */
  BatchOutcome check(BatchHeader batch) {
    ProducerCheck check = producers.check(batch, true, batch.baseOffset());
    if (check instanceof ProducerCheck.Refused refused) {
      return refused.error() == LogError.INVALID_PRODUCER_EPOCH
          ? BatchOutcome.STALE_PRODUCER
          : BatchOutcome.OUT_OF_SEQUENCE;
    }
    if (check instanceof ProducerCheck.Duplicate) {
      return BatchOutcome.REPEATED;
    }
    return begins.mustWait(batch) ? BatchOutcome.OUT_OF_SEQUENCE : BatchOutcome.ACCEPTED;
  }

  /** There was no room for a batch that could come next. */
  void turnedAway(BatchHeader batch) {
    // Of a producer that is known the next number is known.
    if (!producers.knows(batch.producerId())) {
      begins.turnedAway(batch);
    }
  }

  /**
   * The queue has it.
   *
   * @param silentSinceMillis producers that have sent nothing since may be forgotten
   */
  void accepted(BatchHeader batch, long silentSinceMillis) {
    producers.appended(batch);
    begins.accepted(batch);
    if (producers.count() >= expiryCount) {
      producers.expire(silentSinceMillis);
      expiryCount = Math.max(FIRST_EXPIRY_COUNT, 2 * producers.count());
    }
  }
}
