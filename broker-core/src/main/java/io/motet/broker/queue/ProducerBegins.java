package io.motet.broker.queue;

import io.motet.storage.log.batch.BatchHeader;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where producers begin of whom a queue has nothing yet, because it had no room for their first
 * batch: what they have sent behind it must not overtake it. Remembers a bounded number of them,
 * the latest. On the queue's shard.
 */
final class ProducerBegins {
  static final int LIMIT = 1000;

  /** Half of all sequence numbers: farther ahead is behind. */
  private static final int AHEAD = 1 << 30;

  private record Begin(short epoch, int sequence) {}

  private final Map<Long, Begin> begins = new LinkedHashMap<>();

  /** Whether another batch of the producer has to come before. */
  boolean mustWait(BatchHeader batch) {
    Begin begin = begins.get(batch.producerId());
    if (begin == null || begin.epoch != batch.producerEpoch()) {
      return false;
    }
    int ahead = (batch.baseSequence() - begin.sequence) & Integer.MAX_VALUE;
    return ahead > 0 && ahead < AHEAD;
  }

  /** There was no room for a batch that need not wait. */
  void turnedAway(BatchHeader batch) {
    begins.remove(batch.producerId());
    begins.put(batch.producerId(), new Begin(batch.producerEpoch(), batch.baseSequence()));
    if (begins.size() > LIMIT) {
      begins.remove(begins.keySet().iterator().next());
    }
  }

  /** The queue has a batch of the producer: from now on that one says what comes next. */
  void accepted(BatchHeader batch) {
    begins.remove(batch.producerId());
  }
}
