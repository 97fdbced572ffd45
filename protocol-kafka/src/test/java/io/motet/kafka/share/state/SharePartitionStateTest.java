package io.motet.kafka.share.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharePartitionStateTest {
  private static final ShareLimits LIMITS = new ShareLimits(5, 20, 100);
  private final SharePartitionState state = new SharePartitionState(LIMITS, 10);

  private static List<String> texts(List<Stretch> stretches) {
    List<String> texts = new ArrayList<>();
    for (Stretch one : stretches) {
      texts.add(one.first() + "-" + one.last() + " x" + one.deliveryCount());
    }
    return texts;
  }

  private List<String> acquire(String member, long last, int max, long now) {
    return texts(state.acquire(member, state.nextFetchOffset(), last, max, now));
  }

  private void settle(String member, long first, long last, AcknowledgeType... types)
      throws AcknowledgeException {
    state.acknowledge(member, List.of(new Acknowledgement(first, last, List.of(types))), 0);
  }

  @Test
  void membersGetDifferentRecords() {
    assertThat(acquire("a", 15, 3, 0)).containsExactly("10-12 x1");
    assertThat(acquire("b", 15, 100, 0)).containsExactly("13-15 x1");
    assertThat(acquire("c", 15, 100, 0)).isEmpty();
    assertThat(state.nextFetchOffset()).isEqualTo(16);
  }

  @Test
  void theStartMovesOverWhatIsSettled() throws AcknowledgeException {
    acquire("a", 15, 100, 0);
    settle("a", 12, 13, AcknowledgeType.ACCEPT);
    assertThat(state.startOffset()).isEqualTo(10);
    assertThat(state.settledCount()).isEqualTo(2);
    settle("a", 10, 11, AcknowledgeType.ACCEPT, AcknowledgeType.REJECT);
    assertThat(state.startOffset()).isEqualTo(14);
    settle("a", 14, 15, AcknowledgeType.GAP);
    assertThat(state.startOffset()).isEqualTo(16);
    assertThat(state.nextOffset()).isEqualTo(16);
  }

  @Test
  void whatIsReleasedIsGivenOutAgain() throws AcknowledgeException {
    acquire("a", 15, 100, 0);
    settle("a", 11, 12, AcknowledgeType.RELEASE);
    assertThat(state.nextFetchOffset()).isEqualTo(11);
    assertThat(acquire("b", 30, 100, 0)).containsExactly("11-12 x2", "16-29 x1");
  }

  @Test
  void aRecordIsTriedSoOftenAndThenArchived() throws AcknowledgeException {
    for (int i = 1; i <= 5; i++) {
      assertThat(acquire("a", 10, 100, 0)).containsExactly("10-10 x" + i);
      settle("a", 10, 10, AcknowledgeType.RELEASE);
    }
    assertThat(acquire("a", 10, 100, 0)).isEmpty();
    assertThat(state.startOffset()).isEqualTo(11);
  }

  @Test
  void theLastAttemptIsMadeAlone() {
    for (int i = 1; i < 5; i++) {
      acquire("a", 12, 100, 0);
      state.release("a");
    }
    assertThat(acquire("a", 15, 100, 0)).containsExactly("10-10 x5");
    assertThat(acquire("a", 15, 100, 0)).containsExactly("11-11 x5");
  }

  @Test
  void whoTakesTooLongLosesThem() throws AcknowledgeException {
    acquire("a", 11, 100, 0);
    acquire("a", 13, 100, 50);
    assertThat(state.nextExpiryMillis()).isEqualTo(100);
    assertThat(state.expire(99)).isFalse();
    assertThat(state.expire(100)).isTrue();
    assertThatThrownBy(() -> settle("a", 10, 11, AcknowledgeType.ACCEPT))
        .isInstanceOf(AcknowledgeException.class);
    settle("a", 12, 13, AcknowledgeType.ACCEPT);
    assertThat(acquire("b", 11, 100, 100)).containsExactly("10-11 x2");
  }

  @Test
  void aLockCanBeRenewed() throws AcknowledgeException {
    acquire("a", 11, 100, 0);
    state.acknowledge(
        "a", List.of(new Acknowledgement(11, 11, List.of(AcknowledgeType.RENEW))), 80);
    assertThat(state.expire(100)).isTrue();
    assertThat(state.nextFetchOffset()).isEqualTo(10);
    assertThat(state.nextExpiryMillis()).isEqualTo(180);
    settle("a", 11, 11, AcknowledgeType.ACCEPT);
  }

  @Test
  void whatIsWrongChangesNothing() {
    acquire("a", 12, 100, 0);
    acquire("b", 13, 100, 0);
    List<Acknowledgement> mixed =
        List.of(
            new Acknowledgement(10, 11, List.of(AcknowledgeType.ACCEPT)),
            new Acknowledgement(12, 13, List.of(AcknowledgeType.ACCEPT)));
    assertThatThrownBy(() -> state.acknowledge("a", mixed, 0))
        .hasMessage("Member is not the owner of offset");
    assertThat(state.startOffset()).isEqualTo(10);
    assertThatThrownBy(() -> settle("a", 14, 14, AcknowledgeType.ACCEPT))
        .hasMessageContaining("The first offset in request is past acquired records");
    assertThatThrownBy(() -> settle("a", 12, 14, AcknowledgeType.ACCEPT))
        .hasMessageContaining("The last offset in request is past acquired records");
  }

  @Test
  void whatIsBehindTheStartWasSettledBefore() throws AcknowledgeException {
    acquire("a", 10, 100, 0);
    settle("a", 10, 10, AcknowledgeType.ACCEPT);
    settle("a", 10, 10, AcknowledgeType.ACCEPT);
    assertThat(state.startOffset()).isEqualTo(11);
  }

  @Test
  void onlySoManyAreUnderWay() throws AcknowledgeException {
    assertThat(acquire("a", 1000, 100, 0)).containsExactly("10-29 x1");
    assertThat(state.canAcquire()).isFalse();
    settle("a", 11, 29, AcknowledgeType.ACCEPT);
    assertThat(state.canAcquire()).isFalse();
    settle("a", 10, 10, AcknowledgeType.RELEASE);
    assertThat(acquire("b", 1000, 100, 0)).containsExactly("10-10 x2");
  }

  @Test
  void gapsOfTheLogAreSkipped() {
    acquire("a", 12, 100, 0);
    state.release("a");
    state.skip(10, 11);
    assertThat(state.startOffset()).isEqualTo(12);
    assertThat(texts(state.acquire("b", 20, 21, 100, 0))).containsExactly("20-21 x1");
    assertThat(state.nextFetchOffset()).isEqualTo(12);
    state.logStartsAt(25);
    assertThat(state.startOffset()).isEqualTo(20);
    assertThat(state.nextFetchOffset()).isEqualTo(25);
  }

  @Test
  void whatIsArchivedIsGivenToNobody() {
    acquire("a", 12, 100, 0);
    state.release("a");
    state.archive(11, 15);
    assertThat(acquire("b", 18, 100, 0)).containsExactly("10-10 x2", "16-18 x1");
    assertThat(state.startOffset()).isEqualTo(10);
    assertThat(state.settledCount()).isEqualTo(5);
  }

  @Test
  void whatIsSettledOutlivesTheProcess() throws AcknowledgeException {
    acquire("a", 19, 100, 0);
    settle("a", 12, 13, AcknowledgeType.ACCEPT);
    settle("a", 15, 15, AcknowledgeType.RELEASE);
    byte[] bytes = state.encode();
    assertThat(bytes).hasSizeLessThan(20);
    SharePartitionState later = SharePartitionState.decode(LIMITS, bytes);
    assertThat(later.startOffset()).isEqualTo(10);
    assertThat(later.nextOffset()).isEqualTo(20);
    assertThat(later.settledCount()).isEqualTo(2);
    assertThat(texts(later.acquire("b", 10, 30, 100, 0)))
        .containsExactly("10-11 x2", "14-19 x2", "20-29 x1");
  }
}
