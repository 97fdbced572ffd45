package io.motet.broker.queue;

import static io.motet.broker.queue.TestEngine.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.exchange.DelayedTarget;
import io.motet.broker.message.MessageProperties;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DelayTest {
  private final TestEngine engine = new TestEngine();
  private final LocalQueue target = engine.queue("target", settings());
  private final LocalQueue room = engine.queue("room", settings().waitingRoom(true));

  private void publish(String body, long delayMillis) {
    MessageProperties properties =
        MessageProperties.NONE.withHeaders(Map.of("x-delay", delayMillis));
    engine.shards.on(
        room.shard(),
        () ->
            engine
                .engine
                .fanOut(room.shard())
                .publish(
                    engine.message(room.shard(), "target", body, properties, true, 0, -1),
                    List.of(new DelayedTarget(room, delayMillis)),
                    null,
                    0));
  }

  @Test
  void messagesLeaveWhenTheirDelayIsOver() {
    publish("late", 100);
    publish("soon", 10);
    publish("never", Long.MAX_VALUE);
    engine.shards.advance(9);
    assertThat(target.statistics().ready()).isZero();
    engine.shards.advance(1);
    assertThat(engine.drain(target)).containsExactly("soon");
    engine.shards.advance(90);
    TestConsumer consumer = new TestConsumer(target.shard());
    engine.subscribe(target, consumer, 0);
    assertThat(consumer.bodies).containsExactly("late");
    assertThat(consumer.headers.get(0)).containsEntry("x-delay", -100L);
    assertThat(room.statistics().ready()).isEqualTo(1);
  }
}
