package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueDeclaration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/** Producers that send again what the broker has: it is in the queue once, and in order. */
class LostAnswersTest {
  private static final int RECORDS = 3000;
  private static final int STOLEN_EVERY = 20;

  @Test
  void aQueueHasEachRecordOnce() throws Exception {
    try (AnswerThief thief = new AnswerThief(STOLEN_EVERY);
        TestServer server =
            TestServer.start(Map.of("kafka.advertised.listeners", "127.0.0.1:" + thief.port()))) {
      thief.open(server.port());
      Queue queue =
          server
              .context()
              .virtualHosts()
              .get("/")
              .declareQueue(new QueueDeclaration("jobs", true, null, false, Map.of()))
              .join();
      Map<String, Object> small =
          Map.of(
              "batch.size",
              "200",
              "linger.ms",
              "1",
              "retry.backoff.ms",
              "10",
              "reconnect.backoff.ms",
              "10",
              "reconnect.backoff.max.ms",
              "20");
      try (KafkaProducer<String, String> producer = server.producer(small)) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
          sent.add(producer.send(new ProducerRecord<>("jobs", Integer.toString(i))));
        }
        for (Future<RecordMetadata> one : sent) {
          one.get();
        }
      }
      assertThat(thief.stolen()).isGreaterThan(5);
      List<String> found = Collections.synchronizedList(new ArrayList<>());
      queue
          .browse(
              message ->
                  found.add(
                      message
                          .content()
                          .toString(
                              message.bodyOffset(),
                              message.bodySizeBytes(),
                              StandardCharsets.UTF_8)))
          .join();
      assertThat(found)
          .containsExactlyElementsOf(
              IntStream.range(0, RECORDS).mapToObj(Integer::toString).toList());
    }
  }
}
