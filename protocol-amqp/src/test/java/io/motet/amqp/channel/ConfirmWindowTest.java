package io.motet.amqp.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfirmWindowTest {
  private final ConfirmWindow window = new ConfirmWindow();
  private final List<String> told = new ArrayList<>();
  private final ConfirmWindow.Output output =
      new ConfirmWindow.Output() {
        @Override
        public void accepted(long last, int length) {
          told.add("+" + last + (length > 1 ? "m" : ""));
        }

        @Override
        public void refused(long last, int length) {
          told.add("-" + last + (length > 1 ? "m" : ""));
        }
      };

  private void publish(int count) {
    for (int i = 0; i < count; i++) {
      window.publish();
    }
  }

  private void accept(long... numbers) {
    for (long number : numbers) {
      window.settled(number, true);
    }
  }

  private List<String> flush() {
    told.clear();
    window.flush(output);
    return told;
  }

  @Test
  void aRunAtTheFrontIsOneConfirm() {
    publish(5);
    accept(1, 2, 3);
    assertThat(flush()).containsExactly("+3m");
    accept(4);
    assertThat(flush()).containsExactly("+4");
    assertThat(flush()).isEmpty();
    assertThat(window.openCount()).isEqualTo(1);
  }

  @Test
  void overtakersAreToldOneByOneAndOnce() {
    publish(4);
    accept(3, 2);
    assertThat(flush()).containsExactly("+3", "+2");
    accept(1);
    assertThat(flush()).containsExactly("+1");
    accept(4);
    assertThat(flush()).containsExactly("+4");
  }

  @Test
  void overtakersCaughtUpBeforeTheFlushJoinTheRun() {
    publish(3);
    accept(3, 2, 1);
    assertThat(flush()).containsExactly("+3m");
  }

  @Test
  void refusalsSplitRuns() {
    publish(6);
    accept(1, 2);
    window.settled(3, false);
    window.settled(4, false);
    accept(5, 6);
    assertThat(flush()).containsExactly("+2m", "-4m", "+6m");
  }

  /** Whatever the order: a client that follows the rules learns each outcome, and the right one. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyOutcomeArrivesOnce(long seed) {
    Random random = new Random(seed);
    TreeSet<Long> unknown = new TreeSet<>();
    List<Long> open = new ArrayList<>();
    List<Long> accepted = new ArrayList<>();
    List<Long> refused = new ArrayList<>();
    ConfirmWindow.Output client =
        new ConfirmWindow.Output() {
          @Override
          public void accepted(long last, int length) {
            take(last, length, accepted);
          }

          @Override
          public void refused(long last, int length) {
            take(last, length, refused);
          }

          private void take(long last, int length, List<Long> to) {
            List<Long> numbers =
                length > 1 ? List.copyOf(unknown.headSet(last, true)) : List.of(last);
            assertThat(unknown.containsAll(numbers)).isTrue();
            unknown.removeAll(numbers);
            to.addAll(numbers);
          }
        };
    List<Long> wrong = new ArrayList<>();
    for (int step = 0; step < 3_000; step++) {
      if (random.nextInt(3) > 0) {
        long number = window.publish();
        open.add(number);
        unknown.add(number);
      } else if (!open.isEmpty()) {
        long number = open.remove(random.nextInt(Math.min(open.size(), 20)));
        boolean ok = random.nextInt(5) > 0;
        window.settled(number, ok);
        if (!ok) {
          wrong.add(number);
        }
      }
      if (random.nextInt(10) == 0) {
        window.flush(client);
      }
    }
    window.flush(client);
    Collections.sort(open);
    Collections.sort(wrong);
    Collections.sort(refused);
    assertThat(List.copyOf(unknown)).isEqualTo(open);
    assertThat(refused).isEqualTo(wrong);
    assertThat(window.openCount()).isEqualTo(open.size());
  }
}
