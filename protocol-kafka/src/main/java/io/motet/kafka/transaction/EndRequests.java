package io.motet.kafka.transaction;

import io.motet.kafka.api.ErrorCode;
import java.util.Optional;

/** Which requests to end a transaction are carried out, and what the others are told. */
final class EndRequests {
  private EndRequests() {}

  /**
   * For producers that keep their epoch when a transaction ends.
   *
   * @return empty when the transaction is to be ended now
   */
  static Optional<ErrorCode> judge(Transaction transaction, Producer producer, boolean commit) {
    ErrorCode wrong = check(transaction, producer);
    if (wrong != ErrorCode.NONE) {
      return Optional.of(wrong);
    }
    return switch (transaction.state()) {
      case ONGOING -> Optional.empty();
      case PREPARE_COMMIT, PREPARE_ABORT, COMPLETE_COMMIT, COMPLETE_ABORT ->
          Optional.of(repeated(transaction, commit));
      case EMPTY -> Optional.of(ErrorCode.INVALID_TXN_STATE);
    };
  }

  /**
   * For producers that get a new epoch with the end of each transaction (KIP-890): who comes with
   * the epoch before has not heard the answer, who comes with the new one means another
   * transaction. That may be one that was never begun, as nothing was written; aborting it is
   * right.
   *
   * @return empty when the transaction is to be ended now
   */
  static Optional<ErrorCode> judgeWithEpochs(
      Transaction transaction, Producer producer, boolean commit) {
    if (transaction != null && producer.equals(transaction.endedBy()) && transaction.hasEnd()) {
      return Optional.of(repeated(transaction, commit));
    }
    ErrorCode wrong = check(transaction, producer);
    if (wrong == ErrorCode.NONE && transaction.state().isEnding()) {
      wrong = ErrorCode.PRODUCER_FENCED;
    }
    if (wrong != ErrorCode.NONE) {
      return Optional.of(wrong);
    }
    boolean maybeUnbegun = transaction.state() != TransactionState.ONGOING;
    return maybeUnbegun && commit ? Optional.of(ErrorCode.INVALID_TXN_STATE) : Optional.empty();
  }

  private static ErrorCode repeated(Transaction transaction, boolean commit) {
    if (transaction.state().commits() != commit) {
      return ErrorCode.INVALID_TXN_STATE;
    }
    return transaction.state().isEnding() ? ErrorCode.CONCURRENT_TRANSACTIONS : ErrorCode.NONE;
  }

  /** Whether the producer is the one that the transactional id has now. */
  static ErrorCode check(Transaction transaction, Producer producer) {
    if (transaction == null || transaction.producer().id() != producer.id()) {
      return ErrorCode.INVALID_PRODUCER_ID_MAPPING;
    }
    return transaction.producer().epoch() == producer.epoch()
        ? ErrorCode.NONE
        : ErrorCode.PRODUCER_FENCED;
  }
}
