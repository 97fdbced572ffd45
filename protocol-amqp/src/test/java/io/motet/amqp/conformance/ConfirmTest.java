package io.motet.amqp.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.MessageProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Publisher confirms. */
final class ConfirmTest extends ConformanceTest {
  /** Keeps what the server told, each number once. */
  private static final class Told implements ConfirmListener {
    private final TreeSet<Long> open = new TreeSet<>();
    private final List<Long> accepted = new ArrayList<>();
    private final List<Long> refused = new ArrayList<>();

    static Told on(Channel channel) throws Exception {
      Told told = new Told();
      channel.addConfirmListener(told);
      channel.confirmSelect();
      return told;
    }

    synchronized void published(long number) {
      open.add(number);
    }

    @Override
    public synchronized void handleAck(long tag, boolean multiple) {
      move(tag, multiple, accepted);
    }

    @Override
    public synchronized void handleNack(long tag, boolean multiple) {
      move(tag, multiple, refused);
    }

    private void move(long tag, boolean multiple, List<Long> to) {
      List<Long> numbers =
          multiple
              ? List.copyOf(open.headSet(tag, true))
              : open.contains(tag) ? List.of(tag) : List.of();
      open.removeAll(numbers);
      to.addAll(numbers);
    }

    synchronized boolean complete(int count) {
      return accepted.size() + refused.size() == count;
    }
  }

  private void publish(Told told, String queue, boolean persistent) throws Exception {
    told.published(channel.getNextPublishSeqNo());
    channel.basicPublish(
        "", queue, persistent ? MessageProperties.PERSISTENT_BASIC : null, bytes("x"));
  }

  @Test
  void everyPublishIsConfirmedOnce() throws Exception {
    String durable = queueName();
    channel.queueDeclare(durable, true, false, false, null);
    String transientQueue = declareQueue();
    Told told = Told.on(channel);
    for (int i = 0; i < 500; i++) {
      publish(told, i % 2 == 0 ? durable : transientQueue, i % 3 != 0);
    }
    await(() -> told.complete(500));
    assertThat(told.accepted).hasSize(500).doesNotHaveDuplicates();
    assertThat(told.refused).isEmpty();
    assertThat(ready(durable)).isEqualTo(250);
    assertThat(ready(transientQueue)).isEqualTo(250);
  }

  @Test
  void unroutableIsConfirmed() throws Exception {
    channel.confirmSelect();
    channel.basicPublish("amq.direct", "nowhere", null, bytes("x"));
    assertThat(channel.waitForConfirms(15_000)).isTrue();
  }

  @Test
  void returnComesBeforeConfirm() throws Exception {
    List<String> order = java.util.Collections.synchronizedList(new ArrayList<>());
    channel.addReturnListener(returned -> order.add("return"));
    channel.addConfirmListener((tag, multiple) -> order.add("ack"), (tag, multiple) -> {});
    channel.confirmSelect();
    channel.basicPublish("amq.direct", "nowhere", true, null, bytes("x"));
    channel.waitForConfirmsOrDie(15_000);
    await(() -> order.size() == 2);
    assertThat(order).containsExactly("return", "ack");
  }

  @Test
  void aFullQueueRefuses() throws Exception {
    String queue = declareQueue(Map.of("x-max-length", 2, "x-overflow", "reject-publish"));
    Told told = Told.on(channel);
    for (int i = 0; i < 5; i++) {
      publish(told, queue, false);
      int sent = i + 1;
      await(() -> told.complete(sent));
    }
    assertThat(told.accepted).containsExactly(1L, 2L);
    assertThat(told.refused).containsExactly(3L, 4L, 5L);
    assertThat(ready(queue)).isEqualTo(2);
  }

  @Test
  void numbersBeginAtConfirmSelect() throws Exception {
    String queue = declareQueue();
    channel.basicPublish("", queue, null, bytes("unnumbered"));
    Told told = Told.on(channel);
    publish(told, queue, false);
    await(() -> told.complete(1));
    assertThat(told.accepted).containsExactly(1L);
  }

  @Test
  void selectAgainKeepsCounting() throws Exception {
    String queue = declareQueue();
    Told told = Told.on(channel);
    publish(told, queue, false);
    channel.confirmSelect();
    publish(told, queue, false);
    await(() -> told.complete(2));
    assertThat(told.accepted).containsExactly(1L, 2L);
  }

  @Test
  void transactionsCannotConfirm() throws Exception {
    channel.txSelect();
    assertChannelError(
        406,
        "PRECONDITION_FAILED - cannot switch from tx to confirm mode",
        () -> channel.confirmSelect());
  }

  @Test
  void confirmingChannelsCannotTransact() throws Exception {
    channel.confirmSelect();
    assertChannelError(
        406,
        "PRECONDITION_FAILED - cannot switch from confirm to tx mode",
        () -> channel.txSelect());
  }
}
