package io.motet.broker.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConsumerCapacityTest {
  private static final long SECOND = 1_000_000_000L;

  private final ConsumerCapacity capacity = new ConsumerCapacity(0);

  @Test
  void isAllWhileNothingWaits() {
    assertThat(capacity.at(0)).isEqualTo(1);
    assertThat(capacity.at(100 * SECOND)).isEqualTo(1);
  }

  @Test
  void fallsWhileMessagesWait() {
    capacity.block(0);
    assertThat(capacity.at(SECOND)).isCloseTo(0.5, within(0.001));
    assertThat(capacity.at(20 * SECOND)).isLessThan(0.001);
  }

  @Test
  void risesAgainWhenNothingWaits() {
    capacity.block(0);
    capacity.unblock(20 * SECOND);
    assertThat(capacity.at(20 * SECOND)).isLessThan(0.001);
    assertThat(capacity.at(21 * SECOND)).isCloseTo(0.5, within(0.001));
  }

  @Test
  void settlesAtTheShareOfTheTime() {
    for (int second = 0; second < 60; second++) {
      capacity.block(second * SECOND + SECOND / 4);
      capacity.unblock((second + 1) * SECOND);
    }
    assertThat(capacity.at(60 * SECOND)).isCloseTo(0.25, within(0.01));
  }
}
