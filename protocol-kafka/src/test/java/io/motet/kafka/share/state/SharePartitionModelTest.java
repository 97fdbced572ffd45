package io.motet.kafka.share.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random members against a model that knows every record by itself. */
class SharePartitionModelTest {
  private static final int STEPS = 3_000;
  private static final int MAX_DELIVERIES = 4;
  private static final ShareLimits LIMITS = new ShareLimits(MAX_DELIVERIES, 40, 100);

  private record Held(String member, long until) {}

  private final Map<Long, Held> held = new HashMap<>();
  private final Map<Long, Integer> deliveries = new HashMap<>();
  private final Map<Long, Boolean> done = new HashMap<>();
  private SharePartitionState state = new SharePartitionState(LIMITS, 0);
  private long now;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void nothingIsGivenTwiceOrForgotten(long seed) throws AcknowledgeException {
    Random chance = new Random(seed);
    for (int i = 0; i < STEPS; i++) {
      now += chance.nextInt(5);
      String member = "m" + chance.nextInt(3);
      switch (chance.nextInt(8)) {
        case 0, 1, 2 -> acquire(member, chance);
        case 3, 4, 5 -> settle(member, chance);
        case 6 -> expire();
        default -> {
          if (chance.nextInt(20) == 0) {
            state = SharePartitionState.decode(LIMITS, state.encode());
            held.keySet()
                .forEach(offset -> deliveries.merge(offset, MAX_DELIVERIES - 1, Math::min));
            held.clear();
          } else {
            state.release(member);
            List.copyOf(held.keySet()).stream()
                .filter(offset -> held.get(offset).member().equals(member))
                .forEach(this::giveBack);
          }
        }
      }
      check();
    }
    assertThat(state.startOffset()).isGreaterThan(100);
  }

  private void giveBack(long offset) {
    held.remove(offset);
    if (deliveries.get(offset) >= MAX_DELIVERIES) {
      done.put(offset, true);
    }
  }

  private void acquire(String member, Random chance) {
    if (!state.canAcquire()) {
      return;
    }
    long first = state.nextFetchOffset();
    for (Stretch got : state.acquire(member, first, first + 15, 1 + chance.nextInt(10), now)) {
      for (long offset = got.first(); offset <= got.last(); offset++) {
        assertThat(held).doesNotContainKey(offset);
        assertThat(done).doesNotContainKey(offset);
        held.put(offset, new Held(member, now + LIMITS.lockMillis()));
        assertThat(deliveries.merge(offset, 1, Integer::sum)).isEqualTo(got.deliveryCount());
      }
    }
  }

  private void settle(String member, Random chance) throws AcknowledgeException {
    List<Long> mine = new ArrayList<>();
    held.forEach(
        (offset, who) -> {
          if (who.member().equals(member)) {
            mine.add(offset);
          }
        });
    if (mine.isEmpty()) {
      return;
    }
    long first = mine.get(chance.nextInt(mine.size()));
    long last = first;
    List<AcknowledgeType> types = new ArrayList<>();
    while (true) {
      types.add(AcknowledgeType.of(chance.nextInt(5)));
      if (!mine.contains(last + 1) || chance.nextInt(3) == 0) {
        break;
      }
      last++;
    }
    state.acknowledge(member, List.of(new Acknowledgement(first, last, types)), now);
    for (int i = 0; i < types.size(); i++) {
      long offset = first + i;
      switch (types.get(i)) {
        case RENEW -> held.put(offset, new Held(member, now + LIMITS.lockMillis()));
        case RELEASE -> giveBack(offset);
        default -> {
          held.remove(offset);
          done.put(offset, true);
        }
      }
    }
  }

  private void expire() {
    state.expire(now);
    List.copyOf(held.keySet()).stream()
        .filter(offset -> held.get(offset).until() <= now)
        .forEach(this::giveBack);
  }

  private void check() {
    long start = state.startOffset();
    for (long offset = 0; offset < start; offset++) {
      assertThat(done).containsKey(offset);
    }
    if (start < state.nextOffset()) {
      assertThat(done).doesNotContainKey(start);
    }
    long earliest = held.values().stream().mapToLong(Held::until).min().orElse(Long.MAX_VALUE);
    assertThat(state.nextExpiryMillis()).isEqualTo(earliest);
  }
}
