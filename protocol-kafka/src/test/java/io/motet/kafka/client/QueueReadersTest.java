package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.queue.QueueDeclaration;
import io.motet.broker.user.Permissions;
import io.motet.broker.vhost.VirtualHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consumers that read queues by offset. */
class QueueReadersTest {
  private static final String QUEUE = "jobs";

  @TempDir private Path data;
  private TestServer server;

  @BeforeEach
  void startServer() {
    server = TestServer.start(data, Map.of());
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private VirtualHost virtualHost() {
    return server.context().virtualHosts().get("/");
  }

  private void declare() {
    virtualHost().declareQueue(new QueueDeclaration(QUEUE, true, null, false, Map.of())).join();
  }

  /** Numbers from 0 on. */
  private void send(int count) throws Exception {
    try (KafkaProducer<String, String> producer = server.producer(Map.of())) {
      for (int i = 0; i < count; i++) {
        producer.send(new ProducerRecord<>(QUEUE, Integer.toString(i))).get();
      }
    }
  }

  private static List<String> values(List<ConsumerRecord<String, String>> records) {
    return records.stream().map(ConsumerRecord::value).toList();
  }

  @Test
  void groupsReadWhatTheQueueRetains() throws Exception {
    declare();
    send(5);
    TopicPartition partition = new TopicPartition(QUEUE, 0);
    try (KafkaConsumer<String, String> consumer = server.consumer("g", Map.of())) {
      consumer.subscribe(List.of(QUEUE));
      assertThat(values(TestServer.poll(consumer, 5))).containsExactly("0", "1", "2", "3", "4");
      consumer.commitSync();
      long end = consumer.position(partition);
      assertThat(consumer.endOffsets(Set.of(partition))).containsEntry(partition, end);
      assertThat(consumer.beginningOffsets(Set.of(partition))).containsEntry(partition, end - 5);
    }
    assertThat(virtualHost().queue(QUEUE).statistics().ready())
        .as("all are there still")
        .isEqualTo(5);
    send(2);
    try (KafkaConsumer<String, String> consumer = server.consumer("g", Map.of())) {
      consumer.subscribe(List.of(QUEUE));
      assertThat(values(TestServer.poll(consumer, 2))).as("it goes on").containsExactly("0", "1");
    }
    try (KafkaConsumer<String, String> consumer = server.consumer("other", Map.of())) {
      consumer.subscribe(List.of(QUEUE));
      assertThat(TestServer.poll(consumer, 7)).as("each group reads all").hasSize(7);
    }
  }

  @Test
  void groupsOfTheNewProtocolReadToo() throws Exception {
    declare();
    send(3);
    try (KafkaConsumer<String, String> consumer =
        server.consumer("g", Map.of("group.protocol", "consumer"))) {
      consumer.subscribe(List.of(QUEUE));
      assertThat(values(TestServer.poll(consumer, 3))).containsExactly("0", "1", "2");
      consumer.commitSync();
      assertThat(consumer.committed(consumer.assignment())).hasSize(1);
    }
  }

  @Test
  void whatIsConsumedIsAGap() throws Exception {
    declare();
    send(5);
    TopicPartition partition = new TopicPartition(QUEUE, 0);
    try (KafkaConsumer<String, String> consumer = server.consumer("g", Map.of())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      assertThat(consumer.position(partition)).isPositive();
      int[] seen = {0};
      virtualHost().queue(QUEUE).discard(message -> seen[0]++ % 2 == 0).join();
      List<ConsumerRecord<String, String>> left = TestServer.poll(consumer, 2);
      assertThat(values(left)).containsExactly("1", "3");
      assertThat(left.get(1).offset()).isEqualTo(left.get(0).offset() + 2);
    }
  }

  @Test
  void aWaitingReaderSeesWhatComes() throws Exception {
    declare();
    try (KafkaConsumer<String, String> consumer = server.consumer("g", Map.of())) {
      consumer.assign(List.of(new TopicPartition(QUEUE, 0)));
      consumer.seekToEnd(consumer.assignment());
      assertThat(consumer.poll(Duration.ofMillis(200))).isEmpty();
      send(1);
      assertThat(TestServer.poll(consumer, 1)).hasSize(1);
    }
  }

  @Test
  void queuesAreNotSearchedByTime() {
    declare();
    TopicPartition partition = new TopicPartition(QUEUE, 0);
    try (KafkaConsumer<String, String> consumer = server.consumer("g", Map.of())) {
      assertThat(consumer.offsetsForTimes(Map.of(partition, 1L)).get(partition)).isNull();
    }
  }

  @Test
  void readersNeedThePermission() {
    declare();
    server
        .context()
        .users()
        .setPermissions(new Permissions("guest", "/", "", QUEUE, "other|g"))
        .join();
    try (KafkaConsumer<String, String> consumer = server.consumer("g", Map.of())) {
      consumer.assign(List.of(new TopicPartition(QUEUE, 0)));
      consumer.seek(new TopicPartition(QUEUE, 0), 0);
      assertThatThrownBy(() -> TestServer.poll(consumer, 1))
          .isInstanceOf(TopicAuthorizationException.class);
    }
  }

  @Test
  void whatIsOnDiskOnlyIsReadToo() throws Exception {
    declare();
    send(20);
    server.close();
    server = TestServer.start(data, Map.of());
    assertThat(virtualHost().queue(QUEUE).statistics().pagedOut()).isEqualTo(20);
    try (KafkaConsumer<String, String> consumer = server.consumer("g", Map.of())) {
      consumer.subscribe(List.of(QUEUE));
      List<ConsumerRecord<String, String>> read = TestServer.poll(consumer, 20);
      assertThat(values(read)).startsWith("0", "1").endsWith("19").hasSize(20);
    }
  }
}
