package io.motet.broker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.shard.ShardJournal;
import io.motet.storage.memory.MemoryJournal;
import org.junit.jupiter.api.Test;

class DeliveryHorizonTest {
  private final SimulatedShards shards = new SimulatedShards(1, 1);
  private final MemoryJournal memory = new MemoryJournal();
  private final ShardJournal journal = new ShardJournal(shards.get(0), cause -> {}, blocked -> {});
  private int moves;
  private final DeliveryHorizon horizon = new DeliveryHorizon(1, journal, () -> moves++);

  DeliveryHorizonTest() {
    journal.open(memory);
  }

  private void want(long sequence) {
    shards.on(shards.get(0), () -> horizon.want(sequence));
  }

  private void given(long sequence) {
    shards.on(shards.get(0), () -> horizon.given(sequence));
  }

  private void awaited(long lastSequence) {
    shards.on(shards.get(0), () -> horizon.awaited(lastSequence));
  }

  /** Lets the journal report. */
  private void report() {
    shards.runAll();
  }

  private void appended(int count) {
    for (int sequence = 1; sequence <= count; sequence++) {
      horizon.appending(sequence);
    }
  }

  @Test
  void whatComesAfterAPromiseNeedNotWait() {
    appended(3);
    awaited(3);
    horizon.appending(4);
    assertThat(horizon.reaches(3)).isFalse();
    assertThat(horizon.reaches(4)).isTrue();
    appended(200);
    assertThat(horizon.reaches(4)).isFalse();
    report();
    assertThat(horizon.reaches(4)).isTrue();
    assertThat(horizon.reaches(200)).isFalse();
  }

  @Test
  void nothingIsGivenOutBeforeThePromiseIsDurable() {
    appended(100);
    assertThat(horizon.reaches(1)).isFalse();
    want(1);
    assertThat(horizon.reaches(1)).isFalse();
    report();
    assertThat(horizon.reaches(1 + DeliveryHorizon.FIRST_STEP)).isTrue();
    assertThat(horizon.reaches(2 + DeliveryHorizon.FIRST_STEP)).isFalse();
    assertThat(moves).isEqualTo(1);
  }

  @Test
  void movesOnBeforeItIsReached() {
    appended(10_000);
    want(1);
    report();
    for (int sequence = 1; sequence <= 10_000; sequence++) {
      assertThat(horizon.reaches(sequence)).isTrue();
      given(sequence);
      report();
      assertThat(horizon.forCheckpoint(false))
          .isBetween((long) sequence, (long) sequence + DeliveryHorizon.FIRST_STEP);
    }
  }

  @Test
  void stepsGrowWhileDeliveriesWait() {
    appended(1_000_000);
    int waits = 0;
    for (int sequence = 1; sequence <= 1_000_000; sequence++) {
      if (!horizon.reaches(sequence)) {
        want(sequence);
        report();
        waits++;
      }
      given(sequence);
    }
    assertThat(waits).isLessThan(200);
    assertThat(horizon.forCheckpoint(false)).isLessThan(1_020_000);
  }

  @Test
  void whatAnEarlierProcessPromisedMayHaveGone() {
    horizon.recovered(100, 50);
    appended(1_000);
    assertThat(horizon.mayHaveGone(100)).isTrue();
    assertThat(horizon.mayHaveGone(101)).isFalse();
    assertThat(horizon.reaches(100)).isTrue();
    assertThat(horizon.reaches(101)).isFalse();
    want(101);
    assertThat(horizon.mayHaveGone(101)).isFalse();
    assertThat(horizon.forCheckpoint(true)).isEqualTo(100);
    assertThat(horizon.forCheckpoint(false)).isEqualTo(101 + DeliveryHorizon.FIRST_STEP);
  }
}
