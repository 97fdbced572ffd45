package io.motet.broker.queue;

import static io.motet.broker.queue.TestEngine.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueWatcherTest implements QueueWatcher {
  private final TestEngine engine = new TestEngine();
  private final LocalQueue queue =
      engine.queue("q", settings().maxLength(3).messageTtlMillis(1000));
  private final TestConsumer consumer = new TestConsumer(engine.shards.get(0));
  private final List<String> seen = new ArrayList<>();
  private String unwanted = "";

  @BeforeEach
  void watch() {
    engine.join(queue.watch(this));
  }

  @Override
  public void available() {
    seen.add("available");
  }

  @Override
  public boolean unwanted(Message message) {
    return TestConsumer.body(message).equals(unwanted);
  }

  @Override
  public void gone(Message message, Consumer taker) {
    seen.add((taker == null ? "dropped " : "taken ") + TestConsumer.body(message));
  }

  @Override
  public void purged() {
    seen.add("purged");
  }

  @Override
  public void deleted() {
    seen.add("deleted");
  }

  private List<String> seen() {
    List<String> all = List.copyOf(seen);
    seen.clear();
    return all;
  }

  @Test
  void tellsOfMessagesThatWaitAndOfTheirEnd() {
    engine.publish(queue, "a");
    assertThat(seen()).containsExactly("available");
    engine.subscribe(queue, consumer, 1);
    assertThat(seen()).isEmpty();
    engine.settleFirst(consumer, Outcome.REQUEUE);
    assertThat(seen()).as("a consumer took it at once").isEmpty();
    engine.settle(consumer, Outcome.ACK);
    assertThat(seen()).containsExactly("taken a");
    engine.publish(queue, "b");
    assertThat(seen()).as("a consumer took it at once").isEmpty();
    engine.settle(consumer, Outcome.REJECT);
    assertThat(seen()).containsExactly("dropped b");
  }

  @Test
  void tellsOfMessagesThatCameBack() {
    engine.publish(queue, "a");
    engine.join(queue.get(false, consumer));
    seen();
    engine.settle(consumer, Outcome.REQUEUE);
    assertThat(seen()).containsExactly("available");
    engine.join(queue.get(true, consumer));
    assertThat(seen()).containsExactly("taken a");
  }

  @Test
  void tellsOfMessagesThatNobodyTook() {
    engine.publish(queue, "a", "b", "c");
    seen();
    engine.publish(queue, "d");
    assertThat(seen()).containsExactly("dropped a", "available");
    engine.shards.advance(1000);
    assertThat(seen()).containsExactly("dropped b", "dropped c", "dropped d");
    engine.publish(queue, "e");
    engine.join(queue.purge());
    engine.join(queue.delete(false, false));
    assertThat(seen()).containsExactly("available", "purged", "deleted");
  }

  @Test
  void whatNobodyWantsIsGivenToNobody() {
    engine.publish(queue, "a", "b");
    seen();
    unwanted = "a";
    engine.subscribe(queue, consumer, 1);
    assertThat(consumer.bodies).containsExactly("b");
    assertThat(seen()).containsExactly("dropped a");
    unwanted = "b";
    engine.settle(consumer, Outcome.REQUEUE);
    assertThat(consumer.bodies).containsExactly("b");
    assertThat(seen()).containsExactly("dropped b");
    assertThat(queue.statistics().persistent()).isZero();
  }

  @Test
  void browsingShowsAllAndTakesNothing() {
    engine.publish(queue, "a", "b");
    List<String> shown = new ArrayList<>();
    engine.join(queue.browse(message -> shown.add(TestConsumer.body(message))));
    assertThat(shown).containsExactly("a", "b");
    assertThat(engine.drain(queue)).containsExactly("a", "b");
  }

  @Test
  void discardingTakesOutWhatIsPicked() {
    engine.publish(queue, "a", "b", "c");
    seen();
    assertThat(engine.join(queue.discard(message -> TestConsumer.body(message).equals("b"))))
        .isEqualTo(1);
    assertThat(seen()).containsExactly("dropped b");
    assertThat(queue.statistics().persistent()).isEqualTo(2);
    assertThat(engine.drain(queue)).containsExactly("a", "c");
  }
}
