package io.motet.management.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final long SECOND = 1000;

  private final History history = new History(1, Retention.BASIC);

  private void add(long second, long value) {
    history.add(second * SECOND, new long[] {value});
  }

  @Test
  void theRateIsThatOfTheLastInterval() {
    add(0, 0);
    add(5, 100);
    assertThat(history.rate(0, 0)).isEqualTo(20.0);
    add(10, 110);
    assertThat(history.rate(0, 0)).isEqualTo(2.0);
    add(15, 110);
    assertThat(history.rate(0, 0)).isZero();
  }

  @Test
  void oneSampleOrAnOldOneHasNoRate() {
    add(0, 50);
    assertThat(history.rate(0, 0)).isZero();
    add(5, 100);
    assertThat(history.rate(0, 5 * SECOND)).isEqualTo(10.0);
    assertThat(history.rate(0, 5 * SECOND + 1)).isZero();
  }

  @Test
  void theLastTenMinutesAreFineAndTheHourIsCoarse() {
    for (long second = 0; second <= 3600; second += 5) {
      add(second, second);
    }
    assertThat(history.valueAt(0, 3597 * SECOND)).isEqualTo(3595);
    assertThat(history.valueAt(0, 3005 * SECOND)).isEqualTo(3005);
    assertThat(history.valueAt(0, 2994 * SECOND)).isEqualTo(2940);
    assertThat(history.valueAt(0, 65 * SECOND)).isEqualTo(60);
  }

  @Test
  void whatIsOlderThanTheHistoryIsZero() {
    add(100, 5);
    assertThat(history.valueAt(0, 99 * SECOND)).isZero();
  }
}
