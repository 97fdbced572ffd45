package io.motet.cli.cross;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RabbitMQ's and Kafka's Java clients, both unmodified, on the two ends of one topic. */
class KafkaAndAmqpTest {
  private static final int PATIENCE_SECONDS = 30;
  private static final String TOPIC = "events";

  private final Broker broker =
      Broker.start(
          BrokerSettings.builder()
              .set("listeners.tcp.default", "127.0.0.1:0")
              .set("gearman.listeners.tcp.default", "none")
              .set("zmtp.listeners.tcp.default", "none")
              .set("kafka.listeners.tcp.default", "127.0.0.1:0")
              .set("management.tcp.port", "none")
              .set("prometheus.tcp.port", "none")
              .build());
  private final BlockingQueue<Delivery> inbox = new LinkedBlockingQueue<>();
  private Connection connection;
  private Channel channel;

  @BeforeEach
  void connectAmqp() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(broker.port("amqp"));
    connection = factory.newConnection();
    channel = connection.createChannel();
    channel.confirmSelect();
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    broker.close();
  }

  private Map<String, Object> bootstrap(Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>(more);
    properties.put("bootstrap.servers", "127.0.0.1:" + broker.port("kafka"));
    return properties;
  }

  private void createTopic(int partitions) throws Exception {
    try (Admin admin = Admin.create(bootstrap(Map.of()))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, partitions, (short) 1)))
          .all()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private List<ConsumerRecord<String, String>> poll(String topic, int count) {
    Map<String, Object> properties =
        bootstrap(Map.of("group.id", "g", "auto.offset.reset", "earliest"));
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      for (int tries = 0; records.size() < count && tries < 150; tries++) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    assertThat(records).hasSize(count);
    return records;
  }

  private void produce(Map<String, Object> more, List<ProducerRecord<String, String>> records) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(bootstrap(more), new StringSerializer(), new StringSerializer())) {
      records.forEach(producer::send);
    }
  }

  private void consume(String queue, Object from) throws Exception {
    channel.basicQos(50);
    channel.basicConsume(
        queue,
        false,
        Map.of("x-stream-offset", from),
        (tag, delivery) -> {
          inbox.add(delivery);
          channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
        },
        tag -> {});
  }

  private Delivery next() throws Exception {
    Delivery delivery = inbox.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(delivery).as("a delivery").isNotNull();
    return delivery;
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatAmqpPublishesKafkaConsumes() throws Exception {
    createTopic(3);
    channel.exchangeDeclare("orders", "topic");
    channel.queueBind(TOPIC, "orders", "order.*");
    AMQP.BasicProperties properties =
        new AMQP.BasicProperties.Builder()
            .contentType("application/json")
            .headers(Map.of("traceparent", "00-1-2-01", "tries", 3))
            .build();
    channel.basicPublish("orders", "order.new", properties, bytes("{}"));
    channel.basicPublish("orders", "order.old", null, bytes("old"));
    channel.basicPublish("", TOPIC, null, bytes("direct"));
    channel.waitForConfirmsOrDie(PATIENCE_SECONDS * 1_000L);
    Map<String, ConsumerRecord<String, String>> byValue = new HashMap<>();
    poll(TOPIC, 3).forEach(record -> byValue.put(record.value(), record));
    ConsumerRecord<String, String> first = byValue.get("{}");
    assertThat(first.key()).isEqualTo("order.new");
    assertThat(header(first, "content-type")).isEqualTo("application/json");
    assertThat(header(first, "traceparent")).isEqualTo("00-1-2-01");
    assertThat(header(first, "tries")).isEqualTo("3");
    assertThat(byValue.get("old").key()).isEqualTo("order.old");
    assertThat(byValue.get("direct").key()).isNull();
  }

  @Test
  void aKeyGoesToThePartitionThatKafkasProducersChoose() throws Exception {
    createTopic(7);
    List<ProducerRecord<String, String>> records = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String key = "key-" + "x".repeat(i % 5) + i;
      records.add(new ProducerRecord<>(TOPIC, key, "kafka"));
      AMQP.BasicProperties properties =
          new AMQP.BasicProperties.Builder().headers(Map.of("x-kafka-key", key)).build();
      channel.basicPublish("", TOPIC, properties, bytes("amqp"));
    }
    produce(Map.of(), records);
    channel.waitForConfirmsOrDie(PATIENCE_SECONDS * 1_000L);
    Map<String, Set<Integer>> partitions = new HashMap<>();
    poll(TOPIC, 100)
        .forEach(
            record ->
                partitions
                    .computeIfAbsent(record.key(), unused -> new java.util.HashSet<>())
                    .add(record.partition()));
    assertThat(partitions).hasSize(50);
    assertThat(partitions.values()).allMatch(where -> where.size() == 1);
  }

  @Test
  void whatKafkaProducesAmqpConsumes() throws Exception {
    createTopic(1);
    ProducerRecord<String, String> record =
        new ProducerRecord<>(TOPIC, null, 1_700_000_000_000L, "k", "value");
    record.headers().add("traceparent", bytes("00-1-2-01")).add("content-type", bytes("text/x"));
    record.headers().add("raw", new byte[] {(byte) 0xff, 0});
    produce(
        Map.of("compression.type", "lz4"),
        List.of(record, new ProducerRecord<>(TOPIC, null, "second")));
    consume(TOPIC, "first");
    Delivery first = next();
    assertThat(first.getBody()).isEqualTo(bytes("value"));
    assertThat(first.getEnvelope().getRoutingKey()).isEqualTo(TOPIC);
    assertThat(first.getProperties().getContentType()).isEqualTo("text/x");
    assertThat(first.getProperties().getTimestamp().toInstant().toEpochMilli())
        .isEqualTo(1_700_000_000_000L);
    Map<String, Object> headers = first.getProperties().getHeaders();
    assertThat(headers.get("x-kafka-key").toString()).isEqualTo("k");
    assertThat(headers.get("traceparent").toString()).isEqualTo("00-1-2-01");
    assertThat(headers.get("x-stream-offset")).isEqualTo(0L);
    assertThat(headers).containsKey("raw");
    assertThat(next().getBody()).isEqualTo(bytes("second"));
    produce(Map.of(), List.of(new ProducerRecord<>(TOPIC, null, "third")));
    assertThat(next().getBody()).isEqualTo(bytes("third"));
  }

  @Test
  void whatATransactionTookBackIsNotSeen() throws Exception {
    createTopic(1);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            bootstrap(Map.of("transactional.id", "t")),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(TOPIC, "k", "aborted"));
      producer.flush();
      producer.abortTransaction();
      consume(TOPIC, "first");
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(TOPIC, "k", "committed"));
      producer.flush();
      channel.basicPublish("", TOPIC, null, bytes("after"));
      channel.waitForConfirmsOrDie(PATIENCE_SECONDS * 1_000L);
      assertThat(inbox).isEmpty();
      producer.commitTransaction();
    }
    assertThat(next().getBody()).isEqualTo(bytes("committed"));
    assertThat(next().getBody()).isEqualTo(bytes("after"));
    assertThat(inbox).isEmpty();
  }

  @Test
  void allPartitionsAreRead() throws Exception {
    createTopic(4);
    List<ProducerRecord<String, String>> records = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      records.add(new ProducerRecord<>(TOPIC, i % 4, null, "v" + i));
    }
    produce(Map.of(), records);
    consume(TOPIC, "first");
    long[] nextOffsets = new long[4];
    for (int i = 0; i < 200; i++) {
      Map<String, Object> headers = next().getProperties().getHeaders();
      int partition = (Integer) headers.get("x-kafka-partition");
      assertThat(headers.get("x-stream-offset")).isEqualTo(nextOffsets[partition]++);
    }
  }

  @Test
  void aStreamOfAmqpIsATopicOfKafka() throws Exception {
    channel.queueDeclare("stream", true, false, false, Map.of("x-queue-type", "stream"));
    channel.basicPublish("", "stream", null, bytes("a"));
    channel.waitForConfirmsOrDie(PATIENCE_SECONDS * 1_000L);
    produce(Map.of(), List.of(new ProducerRecord<>("stream", "k", "b")));
    assertThat(poll("stream", 2)).extracting(ConsumerRecord::value).containsExactly("a", "b");
    try (Admin admin = Admin.create(bootstrap(Map.of()))) {
      admin.deleteTopics(List.of("stream")).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(broker.context().virtualHosts().get("/").queue("stream")).isNull();
  }
}
