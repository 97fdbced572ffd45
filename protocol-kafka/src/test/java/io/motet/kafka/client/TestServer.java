package io.motet.kafka.client;

import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import io.motet.broker.spi.FrontEndContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/** An embedded broker and clients for it. */
public final class TestServer implements AutoCloseable {
  /** More than any step takes on a busy machine. */
  static final Duration LONG = Duration.ofSeconds(60);

  private final Broker broker;
  private final Clients clients;

  private TestServer(Broker broker) {
    this.broker = broker;
    this.clients = new Clients(broker.port("kafka"));
  }

  /** In memory, with further settings. */
  public static TestServer start(Map<String, String> settings) {
    return start(null, settings);
  }

  /** With its data in a directory. */
  public static TestServer start(Path directory, Map<String, String> settings) {
    BrokerSettings.Builder builder =
        BrokerSettings.builder().set("kafka.listeners.tcp.default", "127.0.0.1:0");
    if (directory != null) {
      builder.dataDirectory(directory);
    }
    settings.forEach(builder::set);
    return new TestServer(Broker.start(builder.build()));
  }

  public int port() {
    return clients.port();
  }

  /** What a front end is given: the way to the model. */
  FrontEndContext context() {
    return broker.context();
  }

  KafkaProducer<String, String> producer(Map<String, ?> more) {
    return clients.producer(more);
  }

  KafkaConsumer<String, String> consumer(String group, Map<String, ?> more) {
    return clients.consumer(group, more);
  }

  KafkaShareConsumer<String, String> shareConsumer(String group, Map<String, ?> more) {
    return clients.shareConsumer(group, more);
  }

  Admin admin() {
    return clients.admin();
  }

  Admin admin(Map<String, ?> more) {
    return clients.admin(more);
  }

  static List<ConsumerRecord<String, String>> poll(
      KafkaConsumer<String, String> consumer, int count) {
    return Clients.poll(consumer, count);
  }

  @Override
  public void close() {
    broker.close();
  }
}
