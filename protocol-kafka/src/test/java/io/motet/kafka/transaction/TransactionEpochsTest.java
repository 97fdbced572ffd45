package io.motet.kafka.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.kafka.api.ErrorCode;
import org.junit.jupiter.api.Test;

/** The end of transactions, with a new epoch for the producer and without. */
class TransactionEpochsTest {
  private static final Producer FIRST = new Producer(7, (short) 0);
  private static final Producer SECOND = new Producer(7, (short) 1);

  private final Transaction transaction = new Transaction("t", FIRST, 1000);

  private void endWithNewEpoch(boolean commit) {
    transaction.prepareWithNewEpoch(commit, null);
    transaction.complete();
  }

  @Test
  void aRepeatedEndHasTheSameAnswer() {
    transaction.begin(0);
    assertThat(EndRequests.judgeWithEpochs(transaction, FIRST, true)).isEmpty();
    transaction.prepareWithNewEpoch(true, null);
    assertThat(EndRequests.judgeWithEpochs(transaction, FIRST, true))
        .contains(ErrorCode.CONCURRENT_TRANSACTIONS);
    transaction.complete();
    assertThat(transaction.producer()).isEqualTo(SECOND);
    assertThat(EndRequests.judgeWithEpochs(transaction, FIRST, true)).contains(ErrorCode.NONE);
    assertThat(EndRequests.judgeWithEpochs(transaction, FIRST, false))
        .contains(ErrorCode.INVALID_TXN_STATE);
  }

  @Test
  void theEpochBeforeIsShutOutOnceTheNextTransactionHasBegun() {
    transaction.begin(0);
    endWithNewEpoch(true);
    transaction.begin(0);
    assertThat(EndRequests.judgeWithEpochs(transaction, FIRST, true))
        .contains(ErrorCode.PRODUCER_FENCED);
    assertThat(EndRequests.judgeWithEpochs(transaction, SECOND, true)).isEmpty();
    assertThat(EndRequests.judgeWithEpochs(transaction, new Producer(8, (short) 1), true))
        .contains(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
    assertThat(EndRequests.judgeWithEpochs(null, FIRST, true))
        .contains(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
  }

  @Test
  void whatWasNeverBegunMayBeAbortedOnly() {
    assertThat(EndRequests.judgeWithEpochs(transaction, FIRST, true))
        .contains(ErrorCode.INVALID_TXN_STATE);
    assertThat(EndRequests.judgeWithEpochs(transaction, FIRST, false)).isEmpty();
    transaction.begin(0);
    endWithNewEpoch(true);
    assertThat(EndRequests.judgeWithEpochs(transaction, SECOND, true))
        .contains(ErrorCode.INVALID_TXN_STATE);
    assertThat(EndRequests.judgeWithEpochs(transaction, SECOND, false)).isEmpty();
  }

  @Test
  void withoutNewEpochsTheSameProducerEndsAndRepeats() {
    assertThat(EndRequests.judge(transaction, FIRST, true)).contains(ErrorCode.INVALID_TXN_STATE);
    transaction.begin(0);
    assertThat(EndRequests.judge(transaction, SECOND, true)).contains(ErrorCode.PRODUCER_FENCED);
    assertThat(EndRequests.judge(transaction, FIRST, true)).isEmpty();
    transaction.prepare(true);
    assertThat(EndRequests.judge(transaction, FIRST, true))
        .contains(ErrorCode.CONCURRENT_TRANSACTIONS);
    transaction.complete();
    assertThat(EndRequests.judge(transaction, FIRST, true)).contains(ErrorCode.NONE);
    assertThat(EndRequests.judge(transaction, FIRST, false)).contains(ErrorCode.INVALID_TXN_STATE);
    assertThat(transaction.producer()).isEqualTo(FIRST);
  }

  @Test
  void afterTheLastEpochComesAnotherId() {
    Producer last = new Producer(7, (short) (Short.MAX_VALUE - 1));
    Producer next = new Producer(8, (short) 0);
    assertThat(last.hasNextEpoch()).isFalse();
    transaction.reset(last, 1000);
    transaction.begin(0);
    transaction.prepareWithNewEpoch(true, next);
    Producer marker = new Producer(7, Short.MAX_VALUE);
    assertThat(transaction.producer()).isEqualTo(marker);
    Transaction recovered = Transaction.decode("t", transaction.encode());
    recovered.complete();
    assertThat(recovered.producer()).isEqualTo(next);
    assertThat(recovered.marker()).isEqualTo(marker);
    assertThat(EndRequests.judgeWithEpochs(recovered, last, true)).contains(ErrorCode.NONE);
    assertThat(Transaction.decode("t", recovered.encode()).marker()).isEqualTo(marker);
  }
}
