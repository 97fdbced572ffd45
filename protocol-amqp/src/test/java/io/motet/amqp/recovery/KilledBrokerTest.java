package io.motet.amqp.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import io.motet.broker.support.BrokerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills the broker in the middle of publishes, and looks at what the next one knows. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class KilledBrokerTest {
  private static final String QUEUE = "durable";
  private static final String OTHER_QUEUE = "other";
  private static final int ENOUGH = 2_000;

  /** Most publishes without a confirm, so that what is left to read stays little. */
  private static final int WINDOW = 500;

  @TempDir Path data;

  private BrokerProcess start(int shards) throws IOException {
    return BrokerProcess.start(
        "amqp", data, "listeners.tcp.default=127.0.0.1:0", "shards=" + shards);
  }

  private static Connection connect(BrokerProcess broker) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(broker.port());
    factory.setAutomaticRecoveryEnabled(false);
    return factory.newConnection();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void confirmedMessagesSurviveInOrder(int shards) throws Exception {
    NavigableSet<Long> open = new ConcurrentSkipListSet<>();
    Set<Long> confirmed = new ConcurrentSkipListSet<>();
    CountDownLatch enough = new CountDownLatch(ENOUGH);
    Semaphore window = new Semaphore(WINDOW);
    try (BrokerProcess broker = start(shards)) {
      Channel channel = declare(connect(broker));
      channel.addConfirmListener(
          (tag, multiple) -> {
            for (Long told : List.copyOf(multiple ? open.headSet(tag, true) : Set.of(tag))) {
              confirmed.add(told);
              open.remove(told);
              enough.countDown();
              window.release();
            }
          },
          (tag, multiple) -> {});
      channel.addShutdownListener(cause -> window.release());
      channel.confirmSelect();
      Thread publisher = publishForever(channel, open, window);
      assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
      broker.kill();
      publisher.join();
    }
    List<Long> left = new ArrayList<>();
    try (BrokerProcess broker = start(shards);
        Connection connection = connect(broker)) {
      drain(connection.createChannel(), QUEUE, left);
    }
    assertThat(left).isSorted().doesNotHaveDuplicates();
    confirmed.removeAll(Set.copyOf(left));
    assertThat(confirmed).as("lost").isEmpty();
  }

  @Test
  void whatAStreamConfirmedIsThereAfterAKill() throws Exception {
    int count = 3_000;
    try (BrokerProcess broker = start(2)) {
      Channel channel = connect(broker).createChannel();
      channel.queueDeclare("stream", true, false, false, Map.of("x-queue-type", "stream"));
      channel.queueBind("stream", "amq.topic", "all.#");
      channel.confirmSelect();
      for (long number = 0; number < count; number++) {
        channel.basicPublish("amq.topic", "all.of.it", null, body(number));
      }
      channel.waitForConfirmsOrDie(60_000);
      broker.kill();
    }
    try (BrokerProcess broker = start(2);
        Connection connection = connect(broker)) {
      Channel channel = connection.createChannel();
      channel.confirmSelect();
      channel.basicPublish("amq.topic", "all.of.it", null, body(count));
      channel.waitForConfirmsOrDie(60_000);
      List<Long> numbers = new ArrayList<>();
      List<Long> offsets = new ArrayList<>();
      CountDownLatch all = new CountDownLatch(count + 1);
      channel.basicQos(500);
      channel.basicConsume(
          "stream",
          false,
          Map.of("x-stream-offset", "first"),
          (tag, delivery) -> {
            numbers.add(Long.parseLong(new String(delivery.getBody(), StandardCharsets.UTF_8)));
            offsets.add((Long) delivery.getProperties().getHeaders().get("x-stream-offset"));
            channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
            all.countDown();
          },
          tag -> {});
      assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(numbers).isEqualTo(LongStream.rangeClosed(0, count).boxed().toList());
      assertThat(offsets).isEqualTo(numbers);
    }
  }

  private static Channel declare(Connection connection) throws IOException {
    Channel channel = connection.createChannel();
    channel.queueDeclare(QUEUE, true, false, false, Map.of());
    channel.queueDeclare(OTHER_QUEUE, true, false, false, Map.of());
    return channel;
  }

  /** Bodies are the numbers that confirms use. */
  private static Thread publishForever(Channel channel, Set<Long> open, Semaphore window) {
    Thread publisher =
        new Thread(
            () -> {
              try {
                for (long number = 1; ; number++) {
                  window.acquireUninterruptibly();
                  open.add(number);
                  channel.basicPublish("", QUEUE, MessageProperties.PERSISTENT_BASIC, body(number));
                }
              } catch (IOException | AlreadyClosedException e) {
                // The broker was killed.
              }
            });
    publisher.start();
    return publisher;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void transactionsAreWholeOrNotThere(int shards) throws Exception {
    List<Long> committed = java.util.Collections.synchronizedList(new ArrayList<>());
    CountDownLatch enough = new CountDownLatch(1);
    try (BrokerProcess broker = start(shards)) {
      Channel channel = declare(connect(broker));
      channel.txSelect();
      Thread client = commitForever(channel, committed, enough);
      assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
      broker.kill();
      client.join();
    }
    List<Long> first = new ArrayList<>();
    List<Long> second = new ArrayList<>();
    try (BrokerProcess broker = start(shards);
        Connection connection = connect(broker)) {
      drain(connection.createChannel(), QUEUE, first);
      drain(connection.createChannel(), OTHER_QUEUE, second);
    }
    assertThat(first).isEqualTo(second).isSorted().containsAll(committed);
    Set<Long> once = new HashSet<>(first);
    assertThat(first).hasSize(once.size() * 2);
  }

  private static Thread commitForever(
      Channel channel, List<Long> committed, CountDownLatch enough) {
    Thread client =
        new Thread(
            () -> {
              try {
                for (long number = 1; ; number++) {
                  for (String queue : List.of(QUEUE, OTHER_QUEUE, QUEUE, OTHER_QUEUE)) {
                    channel.basicPublish(
                        "", queue, MessageProperties.PERSISTENT_BASIC, body(number));
                  }
                  channel.txCommit();
                  committed.add(number);
                  if (number == ENOUGH / 10) {
                    enough.countDown();
                  }
                }
              } catch (IOException | AlreadyClosedException e) {
                // The broker was killed.
              }
            });
    client.start();
    return client;
  }

  private static byte[] body(long number) {
    return Long.toString(number).getBytes(StandardCharsets.UTF_8);
  }

  private static void drain(Channel channel, String queue, List<Long> into) throws IOException {
    for (GetResponse got = channel.basicGet(queue, true);
        got != null;
        got = channel.basicGet(queue, true)) {
      into.add(Long.parseLong(new String(got.getBody(), StandardCharsets.UTF_8)));
    }
  }
}
