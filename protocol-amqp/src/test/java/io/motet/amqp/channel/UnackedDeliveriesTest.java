package io.motet.amqp.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.message.Message;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;
import io.motet.broker.queue.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnackedDeliveriesTest {
  private final UnackedDeliveries unacked = new UnackedDeliveries();
  private final List<Long> taken = new ArrayList<>();

  private void add(long... tags) {
    for (long tag : tags) {
      unacked.add(tag, new NoDelivery());
    }
  }

  private void note(long tag, Delivery delivery) {
    taken.add(tag);
  }

  @Test
  void aTagIsTakenOnce() {
    add(1, 2, 3);
    assertThat(unacked.remove(2)).isNotNull();
    assertThat(unacked.remove(2)).isNull();
    assertThat(unacked.remove(4)).isNull();
    assertThat(unacked.remove(0)).isNull();
    assertThat(unacked.remove(-1)).isNull();
    assertThat(unacked.size()).isEqualTo(2);
  }

  @Test
  void throughATagTakesAllBeforeInOrder() {
    add(1, 3, 7, 9);
    unacked.remove(3);
    assertThat(unacked.removeThrough(7, this::note)).isTrue();
    assertThat(taken).containsExactly(1L, 7L);
    assertThat(unacked.size()).isEqualTo(1);
  }

  @Test
  void throughAnUnknownTagTakesNothing() {
    add(1, 3);
    assertThat(unacked.removeThrough(2, this::note)).isFalse();
    assertThat(unacked.removeThrough(9, this::note)).isFalse();
    assertThat(taken).isEmpty();
    assertThat(unacked.size()).isEqualTo(2);
  }

  @Test
  void whatIsRestoredIsAtItsOldPlace() {
    add(1, 2, 3, 4);
    Delivery second = unacked.remove(2);
    Delivery first = unacked.remove(1);
    Delivery fourth = unacked.remove(4);
    unacked.restore(4, fourth);
    unacked.restore(1, first);
    unacked.restore(2, second);
    add(5);
    unacked.removeAll(this::note);
    assertThat(taken).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void aLongHeldDeliveryDoesNotMakeItGrow() {
    add(1);
    for (long tag = 2; tag < 100_000; tag++) {
      add(tag);
      assertThat(unacked.remove(tag)).isNotNull();
    }
    assertThat(unacked.size()).isEqualTo(1);
    assertThat(unacked.capacity()).isLessThan(64);
  }

  /** Compared with a sorted map over random steps. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void behavesLikeASortedMap(long seed) {
    Random random = new Random(seed);
    Map<Long, Delivery> model = new TreeMap<>();
    long next = 1;
    for (int step = 0; step < 20_000; step++) {
      int choice = random.nextInt(10);
      if (choice < 5) {
        next += 1 + (random.nextInt(4) == 0 ? random.nextInt(5) : 0);
        Delivery delivery = new NoDelivery();
        unacked.add(next, delivery);
        model.put(next, delivery);
      } else if (choice < 9) {
        long tag = Math.max(1, next - random.nextInt(40));
        assertThat(unacked.remove(tag)).isSameAs(model.remove(tag));
      } else {
        long tag = Math.max(1, next - random.nextInt(40));
        taken.clear();
        boolean known = model.containsKey(tag);
        assertThat(unacked.removeThrough(tag, this::note)).isEqualTo(known);
        if (known) {
          List<Long> expected =
              model.keySet().stream().filter(candidate -> candidate <= tag).toList();
          assertThat(taken).isEqualTo(expected);
          model.keySet().removeAll(expected);
        }
      }
      assertThat(unacked.size()).isEqualTo(model.size());
    }
  }

  /** Nothing is asked of it here. */
  private static final class NoDelivery implements Delivery {
    @Override
    public Queue queue() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Message message() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean redelivered() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int deliveryCount() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void settle(Outcome outcome) {
      throw new UnsupportedOperationException();
    }
  }
}
