package io.motet.broker.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.support.SteppedShard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PendingRequestsTest {
  private final SteppedShard shard = new SteppedShard();
  private final List<String> timedOut = new ArrayList<>();
  private final PendingRequests<String> pending =
      new PendingRequests<>(shard, 2, (id, request) -> timedOut.add(id + "=" + request));

  @Test
  void aReplyFindsItsRequestOnce() {
    pending.add("1", "first", 0);
    assertThat(pending.find("1")).isEqualTo("first");
    assertThat(pending.remove("1")).isEqualTo("first");
    assertThat(pending.remove("1")).isNull();
    assertThat(pending.find("1")).isNull();
  }

  @Test
  void aRequestThatNobodyAnswersTimesOut() {
    pending.add("1", "first", 100);
    pending.add("2", "second", 200);
    shard.advance(99);
    assertThat(timedOut).isEmpty();
    shard.advance(1);
    assertThat(timedOut).containsExactly("1=first");
    assertThat(pending.remove("1")).isNull();
    assertThat(pending.size()).isOne();
  }

  @Test
  void anAnsweredRequestDoesNotTimeOut() {
    pending.add("1", "first", 100);
    pending.remove("1");
    pending.add("1", "again", 0);
    shard.advance(1_000);
    assertThat(timedOut).isEmpty();
    assertThat(pending.find("1")).isEqualTo("again");
  }

  @Test
  void refusesMoreThanItsLimit() {
    pending.add("1", "first", 0);
    assertThat(pending.full()).isFalse();
    pending.add("2", "second", 0);
    assertThat(pending.full()).isTrue();
    assertThatThrownBy(() -> pending.add("3", "third", 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesAnIdInUse() {
    pending.add("1", "first", 0);
    assertThatThrownBy(() -> pending.add("1", "second", 0))
        .isInstanceOf(IllegalStateException.class);
    assertThat(pending.find("1")).isEqualTo("first");
  }

  @Test
  void aRequesterThatLeavesTakesItsRequestsAlong() {
    pending.add("1", "first", 100);
    pending.add("2", "second", 0);
    assertThat(pending.clear()).containsExactlyInAnyOrder("first", "second");
    shard.advance(1_000);
    assertThat(timedOut).isEmpty();
    assertThat(pending.size()).isZero();
  }
}
