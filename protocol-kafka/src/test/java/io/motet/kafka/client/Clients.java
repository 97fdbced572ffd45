package io.motet.kafka.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes clients of a broker on this machine. */
public record Clients(int port) {
  /** With further configurations. */
  public KafkaProducer<String, String> producer(Map<String, ?> more) {
    return new KafkaProducer<>(properties(more), new StringSerializer(), new StringSerializer());
  }

  /** Reads from the beginning unless its group has offsets. */
  public KafkaConsumer<String, String> consumer(String group, Map<String, ?> more) {
    Properties properties = properties(Map.of("auto.offset.reset", "earliest"));
    properties.put("group.id", group);
    properties.put("enable.auto.commit", "false");
    properties.putAll(more);
    return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
  }

  /** A member of a share group. */
  public KafkaShareConsumer<String, String> shareConsumer(String group, Map<String, ?> more) {
    Properties properties = properties(more);
    properties.put("group.id", group);
    return new KafkaShareConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
  }

  /** With Kafka's defaults. */
  public Admin admin() {
    return admin(Map.of());
  }

  /** With further configurations. */
  public Admin admin(Map<String, ?> more) {
    return Admin.create(properties(more));
  }

  private Properties properties(Map<String, ?> more) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", "127.0.0.1:" + port);
    properties.putAll(more);
    return properties;
  }

  /** Polls until so many records have come; throws when they do not. */
  public static List<ConsumerRecord<String, String>> poll(
      KafkaConsumer<String, String> consumer, int count) {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    for (int tries = 0; records.size() < count && tries < 300; tries++) {
      consumer.poll(Duration.ofMillis(200)).forEach(records::add);
    }
    if (records.size() < count) {
      throw new AssertionError(records.size() + " records of " + count);
    }
    return records;
  }
}
