package io.motet.broker.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurableWaitersTest {
  private final DurableWaiters waiters = new DurableWaiters();
  private final List<String> told = new ArrayList<>();

  @Test
  void tellsInOrderUpToTheIndexAndGrows() {
    for (int i = 0; i < 1000; i++) {
      waiters.add(i / 2, (token, durable) -> told.add(token + " " + durable), i);
      if (i == 100) {
        waiters.durable(20);
        assertThat(told).hasSize(42).startsWith("0 true", "1 true").endsWith("41 true");
      }
    }
    waiters.durable(498);
    assertThat(told).hasSize(998);
    waiters.failed();
    assertThat(told).hasSize(1000).endsWith("998 false", "999 false");
    assertThat(waiters.size()).isZero();
  }
}
