package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members whose requests are larger than groups keep. */
class GroupRequestLimitsTest {
  private static final List<String> MANY =
      IntStream.range(0, 100).mapToObj(i -> "a-topic-with-a-rather-long-name-" + i).toList();

  private TestServer server;

  @BeforeEach
  void startServer() {
    server = TestServer.start(Map.of("kafka.group.max.request.bytes", "2000"));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private static void pollUntilRefused(Runnable poll) {
    for (int tries = 0; tries < 100; tries++) {
      poll.run();
    }
  }

  @Test
  void joiningAClassicGroup() {
    try (KafkaConsumer<String, String> consumer = server.consumer("classic", Map.of())) {
      consumer.subscribe(MANY);
      assertThatThrownBy(() -> pollUntilRefused(() -> consumer.poll(Duration.ofMillis(200))))
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("larger than the max message size");
    }
  }

  @Test
  void reportingToAConsumerGroup() {
    Map<String, String> newer = Map.of("group.protocol", "consumer");
    try (KafkaConsumer<String, String> consumer = server.consumer("newer", newer)) {
      consumer.subscribe(MANY);
      assertThatThrownBy(() -> pollUntilRefused(() -> consumer.poll(Duration.ofMillis(200))))
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("larger than the 2000 bytes");
    }
  }

  @Test
  void reportingToAShareGroup() {
    try (KafkaShareConsumer<String, String> consumer = server.shareConsumer("share", Map.of())) {
      consumer.subscribe(MANY);
      assertThatThrownBy(() -> pollUntilRefused(() -> consumer.poll(Duration.ofMillis(200))))
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("larger than the 2000 bytes");
    }
  }
}
