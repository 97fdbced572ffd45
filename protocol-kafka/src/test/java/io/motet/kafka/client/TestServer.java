package io.motet.kafka.client;

import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** An embedded broker and clients for it. */
public final class TestServer implements AutoCloseable {
  /** More than any step takes on a busy machine. */
  static final Duration LONG = Duration.ofSeconds(60);

  private final Broker broker;

  private TestServer(Broker broker) {
    this.broker = broker;
  }

  /** With further settings. */
  public static TestServer start(Map<String, String> settings) {
    BrokerSettings.Builder builder =
        BrokerSettings.builder().set("kafka.listeners.tcp.default", "127.0.0.1:0");
    settings.forEach(builder::set);
    return new TestServer(Broker.start(builder.build()));
  }

  public int port() {
    return broker.port("kafka");
  }

  Properties properties(Map<String, ?> more) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", "127.0.0.1:" + port());
    properties.putAll(more);
    return properties;
  }

  KafkaProducer<String, String> producer(Map<String, ?> more) {
    return new KafkaProducer<>(
        properties(more), new StringSerializer(), new StringSerializer());
  }

  /** Reads from the beginning unless its group has offsets. */
  KafkaConsumer<String, String> consumer(String group, Map<String, ?> more) {
    Properties properties = properties(Map.of("auto.offset.reset", "earliest"));
    properties.put("group.id", group);
    properties.put("enable.auto.commit", "false");
    properties.putAll(more);
    return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
  }

  Admin admin() {
    return Admin.create(properties(Map.of()));
  }

  /** Polls until so many records have come; throws when they do not. */
  static List<ConsumerRecord<String, String>> poll(
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

  @Override
  public void close() {
    broker.close();
  }
}
