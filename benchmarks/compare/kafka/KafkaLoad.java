import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What Kafka's own load tools do not measure, or only in whole milliseconds. Each command prints
 * one line of JSON.
 *
 * <pre>
 * end-to-end SERVER TOPIC RATE SECONDS   RATE 0: the next record is sent when the last has come
 * create-topic SERVER TOPIC PARTITIONS   only that
 * delete-topic SERVER TOPIC              only that
 * create-topics SERVER COUNT PREFIX      one after the other
 * first-produce SERVER TOPIC             started before the server; says when the server answered
 * </pre>
 */
public final class KafkaLoad {
  private static final int RECORD_BYTES = 100;
  private static final int WARM_UP_RECORDS = 10_000;

  /** Until then the client's own compiler takes the processor for milliseconds. */
  private static final int PACED_WARM_UP_SECONDS = 12;

  private KafkaLoad() {}

  public static void main(String[] arguments) throws Exception {
    String server = arguments[1];
    switch (arguments[0]) {
      case "end-to-end" -> endToEnd(
          server, arguments[2], Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
      case "create-topic" -> createTopic(server, arguments[2], Integer.parseInt(arguments[3]));
      case "delete-topic" -> deleteTopic(server, arguments[2]);
      case "create-topics" -> createTopics(server, Integer.parseInt(arguments[2]), arguments[3]);
      case "first-produce" -> firstProduce(server, arguments[2]);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(String server) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", server);
    properties.put("acks", "all");
    properties.put("linger.ms", "0");
    properties.put("reconnect.backoff.ms", "10");
    properties.put("reconnect.backoff.max.ms", "10");
    properties.put("retry.backoff.ms", "10");
    properties.put("retry.backoff.max.ms", "10");
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new KafkaProducer<>(properties, bytes, bytes);
  }

  private static KafkaConsumer<byte[], byte[]> consumerAtEnd(String server, String topic) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", server);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes);
    TopicPartition partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
    consumer.seekToEnd(List.of(partition));
    consumer.position(partition);
    return consumer;
  }

  private static void endToEnd(String server, String topic, int rate, int seconds)
      throws Exception {
    createTopic(server, topic, 1);
    try (KafkaProducer<byte[], byte[]> producer = producer(server);
        KafkaConsumer<byte[], byte[]> consumer = consumerAtEnd(server, topic)) {
      long[] micros = oneInFlight(producer, consumer, topic, rate == 0 ? seconds : 0);
      if (rate != 0) {
        int warmUp = PACED_WARM_UP_SECONDS * rate;
        micros = paced(producer, consumer, topic, warmUp, rate, warmUp + rate * seconds);
      }
      Arrays.sort(micros);
      System.out.printf(
          "{\"p50\": %d, \"p99\": %d, \"operations\": %d}%n",
          micros[micros.length / 2], micros[(int) (micros.length * 0.99)], micros.length);
    }
  }

  private static long[] oneInFlight(
      KafkaProducer<byte[], byte[]> producer,
      KafkaConsumer<byte[], byte[]> consumer,
      String topic,
      int seconds)
      throws Exception {
    long[] micros = new long[1_000_000];
    int count = -WARM_UP_RECORDS;
    long until = Long.MAX_VALUE;
    while (count < micros.length && System.nanoTime() < until) {
      if (count == 0) {
        until = System.nanoTime() + seconds * 1_000_000_000L;
      }
      long sent = System.nanoTime();
      producer.send(new ProducerRecord<>(topic, new byte[RECORD_BYTES])).get();
      while (consumer.poll(Duration.ofSeconds(10)).isEmpty()) {
        // Not there yet.
      }
      if (count >= 0) {
        micros[count] = (System.nanoTime() - sent) / 1000;
      }
      count++;
    }
    return Arrays.copyOf(micros, count);
  }

  /** Sends by the clock, whatever has come; each record says when it was due. */
  private static long[] paced(
      KafkaProducer<byte[], byte[]> producer,
      KafkaConsumer<byte[], byte[]> consumer,
      String topic,
      int warmUp,
      int rate,
      int total)
      throws Exception {
    Thread sender =
        new Thread(
            () -> {
              long start = System.nanoTime();
              for (int i = 0; i < total; i++) {
                long due = start + i * (1_000_000_000L / rate);
                long wait;
                while ((wait = due - System.nanoTime()) > 0) {
                  LockSupport.parkNanos(wait);
                }
                byte[] body = new byte[RECORD_BYTES];
                java.nio.ByteBuffer.wrap(body).putLong(due);
                producer.send(new ProducerRecord<>(topic, body));
              }
            });
    sender.start();
    long[] micros = new long[total - warmUp];
    int seen = 0;
    while (seen < total) {
      for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofSeconds(10))) {
        if (seen >= warmUp) {
          long due = java.nio.ByteBuffer.wrap(each.value()).getLong();
          micros[seen - warmUp] = (System.nanoTime() - due) / 1000;
        }
        seen++;
      }
    }
    sender.join();
    return micros;
  }

  private static void createTopic(String server, String topic, int partitions) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", server))) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
      // Kafka's broker learns of it from its controller a little later.
      Thread.sleep(500);
    }
  }

  private static void deleteTopic(String server, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", server))) {
      admin.deleteTopics(List.of(topic)).all().get();
      Thread.sleep(500);
    }
  }

  private static void createTopics(String server, int count, String prefix) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", server))) {
      admin.createTopics(List.of(new NewTopic(prefix, 1, (short) 1))).all().get();
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        admin.createTopics(List.of(new NewTopic(prefix + "-" + i, 1, (short) 1))).all().get();
      }
      System.out.printf(
          "{\"seconds\": %.3f, \"operations\": %d}%n", (System.nanoTime() - start) / 1e9, count);
    }
  }

  private static void firstProduce(String server, String topic) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(server)) {
      System.out.println("{\"waiting\": true}");
      while (true) {
        try {
          producer.send(new ProducerRecord<>(topic, new byte[RECORD_BYTES])).get();
          break;
        } catch (Exception e) {
          Thread.sleep(10);
        }
      }
      System.out.printf("{\"at_millis\": %d}%n", System.currentTimeMillis());
    }
  }
}
