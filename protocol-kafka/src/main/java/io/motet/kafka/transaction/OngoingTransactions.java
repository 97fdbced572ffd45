package io.motet.kafka.transaction;

import io.motet.kafka.api.ErrorCode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which partitions transactions have been told of, for those who append: a batch that comes too
 * late would open a transaction that nobody ends. Written by the metadata shard, read by any
 * thread.
 */
public final class OngoingTransactions {
  private record Ongoing(short epoch, Set<TopicPart> partitions) {}

  private final Map<Long, Ongoing> byProducer = new ConcurrentHashMap<>();

  void changed(Transaction transaction) {
    boolean open = transaction.state() == TransactionState.ONGOING;
    byProducer.put(
        transaction.producer().id(),
        new Ongoing(
            transaction.producer().epoch(),
            open ? Set.copyOf(transaction.partitions()) : Set.of()));
  }

  void forget(Producer producer) {
    byProducer.remove(producer.id());
  }

  /** Whether a batch may be appended now. */
  public ErrorCode check(long producerId, short epoch, TopicPart partition) {
    Ongoing ongoing = byProducer.get(producerId);
    if (ongoing == null) {
      return ErrorCode.INVALID_PRODUCER_ID_MAPPING;
    }
    if (epoch < ongoing.epoch()) {
      return ErrorCode.INVALID_PRODUCER_EPOCH;
    }
    return ongoing.partitions().contains(partition) ? ErrorCode.NONE : ErrorCode.INVALID_TXN_STATE;
  }
}
