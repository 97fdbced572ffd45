package io.motet.kafka.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.kafka.client.Clients;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker killed while it writes segments of a compacted topic anew, and while it is written to.
 */
class KilledCompactionTest {
  private static final String TOPIC = "prices";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final int KEYS = 200;
  private static final int KILLS = 4;
  private static final int PATIENCE_SECONDS = 60;
  private static final int IDLE_POLLS = 300;

  /** What a segment is called while it is written anew ends so. */
  private static final String TEMPORARY = ".tmp";

  /**
   * What is in the topic.
   *
   * @param last the number of the last record of each key
   */
  private record Contents(Map<String, Long> last, int records) {}

  @TempDir private Path data;

  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private BrokerProcess broker;
  private long nextNumber;

  @AfterEach
  void kill() throws InterruptedException {
    broker.kill();
  }

  /** One more record: its number is in a header, since some have no value. */
  private void send(KafkaProducer<String, String> producer) {
    long number = nextNumber++;
    String key = "key-" + number % KEYS;
    boolean tombstone = number % 7 == 0;
    String value = tombstone ? null : "price " + number + " of many bytes".repeat(5);
    ProducerRecord<String, String> record = new ProducerRecord<>(TOPIC, 0, key, value);
    record.headers().add("number", ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    producer.send(
        record,
        (metadata, failure) -> {
          if (failure == null) {
            acknowledged.merge(key, number, Math::max);
          }
        });
  }

  private Path partitionDirectory() throws Exception {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".log"))
          .filter(file -> file.toString().contains("-0"))
          .findFirst()
          .orElseThrow()
          .getParent();
    }
  }

  /** Writes until compaction has begun to write that many segments anew; then kills. */
  private void killWhileCompacting(Clients clients, int segments) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (KafkaProducer<String, String> producer =
            clients.producer(Map.of("acks", "all", "max.block.ms", "2000"));
        WatchService watch = FileSystems.getDefault().newWatchService()) {
      send(producer);
      producer.flush();
      partitionDirectory().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      Thread writer =
          new Thread(
              () -> {
                while (!over.get()) {
                  send(producer);
                  if (nextNumber % 100 == 0) {
                    producer.flush();
                  }
                }
              });
      writer.start();
      int begun = 0;
      while (begun < segments) {
        WatchKey key = watch.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(key).as("nothing is compacted").isNotNull();
        for (WatchEvent<?> event : key.pollEvents()) {
          begun += event.context().toString().endsWith(TEMPORARY) ? 1 : 0;
        }
        key.reset();
      }
      broker.kill();
      over.set(true);
      producer.close(Duration.ZERO);
      writer.join();
    }
  }

  /** All that is left; checks the order. */
  private Contents read(Clients clients) {
    Map<String, Long> last = new HashMap<>();
    try (KafkaConsumer<String, String> consumer = clients.consumer("readers", Map.of())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
      long previous = -1;
      int records = 0;
      int idle = 0;
      for (long at = 0; at < end; ) {
        long now = consumer.position(PARTITION);
        idle = now == at ? idle + 1 : 0;
        assertThat(idle).as("polls at offset " + at).isLessThan(IDLE_POLLS);
        at = now;
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          assertThat(record.offset()).isGreaterThan(previous);
          previous = record.offset();
          records++;
          long number = ByteBuffer.wrap(record.headers().lastHeader("number").value()).getLong();
          assertThat(record.key()).isEqualTo("key-" + number % KEYS);
          assertThat(record.value() == null).isEqualTo(number % 7 == 0);
          Long before = last.put(record.key(), number);
          assertThat(before == null || before < number).as("order of " + record.key()).isTrue();
        }
      }
      return new Contents(last, records);
    }
  }

  @Test
  void everyKeyKeepsItsLastAcknowledgedRecord() throws Exception {
    broker = new BrokerProcess(data, "topic.retention.check.interval.ms=20");
    Clients clients = broker.start(2);
    try (Admin admin = clients.admin()) {
      NewTopic topic = new NewTopic(TOPIC, 1, (short) 1);
      Map<String, String> configs =
          Map.of(
              "cleanup.policy", "compact",
              "segment.bytes", "16384",
              "min.cleanable.dirty.ratio", "0.01");
      admin.createTopics(List.of(topic.configs(configs))).all().get();
    }
    Contents contents = null;
    for (int kill = 1; kill <= KILLS; kill++) {
      killWhileCompacting(clients, 3 * kill);
      Map<String, Long> known = Map.copyOf(acknowledged);
      clients = broker.start(2);
      contents = read(clients);
      Map<String, Long> last = contents.last();
      known.forEach(
          (key, number) -> assertThat(last.get(key)).as(key).isGreaterThanOrEqualTo(number));
    }
    assertThat((long) contents.records()).as("compacted").isLessThan(nextNumber);
  }
}
