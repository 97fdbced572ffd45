package io.motet.kafka.produce;

import io.motet.broker.topic.Partition;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.message.ProduceRequest;
import io.motet.kafka.transaction.Producer;
import io.motet.kafka.transaction.TopicPart;
import io.motet.kafka.transaction.TransactionCoordinator;
import io.motet.kafka.transaction.TransactionErrors;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells transactions of the partitions that a request writes to: from version 12 of produce on,
 * producers no longer do so themselves (KIP-890).
 */
final class ImplicitPartitions {
  private static final int FIRST_VERSION = 12;

  private final TransactionCoordinator transactions;
  private final Authorizer authorizer;
  private final List<TopicPart> missing = new ArrayList<>();
  private Producer producer;

  ImplicitPartitions(TransactionCoordinator transactions, Authorizer authorizer) {
    this.transactions = transactions;
    this.authorizer = authorizer;
  }

  /** Whether a request can write to partitions that its transaction has not been told of. */
  static boolean mayBeIn(ProduceRequest request, short version) {
    return version >= FIRST_VERSION && request.transactionalId != null;
  }

  /** One batch of the request, that passed {@link BatchChecks#check}. */
  void note(ByteBuf batch, Partition partition) {
    ErrorCode late = BatchChecks.checkTransaction(batch, partition, transactions.ongoing());
    if (late == ErrorCode.INVALID_TXN_STATE) {
      missing.add(new TopicPart(partition.topic().id(), partition.index()));
      producer = BatchChecks.producer(batch);
    }
  }

  boolean isEmpty() {
    return missing.isEmpty();
  }

  /** Goes on, on the connection's shard, with what the batches are to be refused with. */
  void add(ProduceRequest request, RequestContext context, Consumer<ErrorCode> next) {
    ErrorCode refused = TransactionErrors.check(authorizer, context, request.transactionalId);
    if (refused != ErrorCode.NONE) {
      next.accept(refused);
      return;
    }
    transactions.run(
        () ->
            transactions.addPartitions(
                request.transactionalId,
                producer,
                missing,
                error -> context.shard().execute(() -> next.accept(forProducers(error)))));
  }

  /** In words that producers know: what passes is tried again. */
  private static ErrorCode forProducers(ErrorCode error) {
    return switch (error) {
      case PRODUCER_FENCED -> ErrorCode.INVALID_PRODUCER_EPOCH;
      case CONCURRENT_TRANSACTIONS, COORDINATOR_NOT_AVAILABLE -> ErrorCode.NOT_ENOUGH_REPLICAS;
      default -> error;
    };
  }
}
