import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Produces and consumes in a group, with what all releases of the client since 0.10.2 have. */
public class Check {
  private static final String GROUP = "java-" + UUID.randomUUID();

  private static Properties properties(String... more) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", System.getenv("BROKER"));
    properties.put("key.serializer", "org.apache.kafka.common.serialization.StringSerializer");
    properties.put("value.serializer", "org.apache.kafka.common.serialization.StringSerializer");
    properties.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
    properties.put("value.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
    properties.put("group.id", GROUP);
    properties.put("auto.offset.reset", "earliest");
    properties.put("enable.auto.commit", "false");
    for (int i = 0; i < more.length; i += 2) {
      properties.put(more[i], more[i + 1]);
    }
    return properties;
  }

  private static void produce(String topic, int from, int to, String codec) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(properties("acks", "all", "compression.type", codec))) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int i = from; i < to; i++) {
        sent.add(producer.send(new ProducerRecord<>(topic, 0, 1000L + i, "k" + i, "v" + i)));
      }
      for (int i = from; i < to; i++) {
        check(sent.get(i - from).get().offset() == i, "offset of " + i);
      }
    }
  }

  @SuppressWarnings("deprecation")
  private static void consume(String topic, int from, int to) {
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(properties())) {
      consumer.subscribe(Collections.singletonList(topic));
      int next = from;
      long end = System.currentTimeMillis() + 30_000;
      while (next < to) {
        check(System.currentTimeMillis() < end, "only to " + next);
        for (ConsumerRecord<String, String> record : consumer.poll(200)) {
          check(record.offset() == next, "offset " + record.offset() + " and not " + next);
          check(record.value().equals("v" + next), record.value());
          check(record.timestamp() == 1000 + next, "time " + record.timestamp());
          next++;
        }
      }
      consumer.commitSync();
    }
  }

  private static void check(boolean right, String text) {
    if (!right) {
      throw new AssertionError(text);
    }
  }

  public static void main(String[] arguments) throws Exception {
    for (String codec : Arrays.asList("none", "gzip")) {
      String topic = "java-" + UUID.randomUUID();
      produce(topic, 0, 500, codec);
      consume(topic, 0, 500);
      produce(topic, 500, 600, codec);
      // The group goes on where it was.
      consume(topic, 500, 600);
    }
    System.exit(0);
  }
}
