package io.motet.kafka.transaction;

/** Where a transactional id stands. */
enum TransactionState {
  /** No transaction since the producer came. */
  EMPTY("Empty"),
  ONGOING("Ongoing"),
  /** It will be committed, whatever happens: partitions are being told. */
  PREPARE_COMMIT("PrepareCommit"),
  /** It will be aborted: partitions are being told. */
  PREPARE_ABORT("PrepareAbort"),
  COMPLETE_COMMIT("CompleteCommit"),
  COMPLETE_ABORT("CompleteAbort");

  private final String title;

  TransactionState(String title) {
    this.title = title;
  }

  /** As Kafka's tools call it. */
  String title() {
    return title;
  }

  boolean isEnding() {
    return this == PREPARE_COMMIT || this == PREPARE_ABORT;
  }

  /** Whether the outcome, decided or to be decided, is a commit. */
  boolean commits() {
    return this == PREPARE_COMMIT || this == COMPLETE_COMMIT;
  }
}
