package io.motet.cli.cross;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.GetResponse;
import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Kafka's Java clients on one end of a plain queue, those of other protocols on the other. */
class KafkaAndQueuesTest {
  private static final int PATIENCE_SECONDS = 30;
  private static final String QUEUE = "jobs";

  private final Broker broker =
      Broker.start(
          BrokerSettings.builder()
              .set("listeners.tcp.default", "127.0.0.1:0")
              .set("gearman.listeners.tcp.default", "127.0.0.1:0")
              .set("zmtp.listeners.tcp.default", "127.0.0.1:0")
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

  private void produce(String topic, List<ProducerRecord<byte[], byte[]>> records)
      throws Exception {
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", "127.0.0.1:" + broker.port("kafka"));
    properties.put("compression.type", "zstd");
    properties.put("linger.ms", 10);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        producer.send(record);
      }
    }
    assertThat(records).allMatch(record -> record.topic().equals(topic));
  }

  private Delivery next() throws Exception {
    Delivery delivery = inbox.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(delivery).as("a delivery").isNotNull();
    return delivery;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] everyByte() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    return all;
  }

  @Test
  void anAmqpConsumerTakesWhatKafkaProduced() throws Exception {
    channel.queueDeclare(QUEUE, true, false, false, Map.of());
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(QUEUE, 0, 1_700_000_000_000L, bytes("k"), everyByte());
    record.headers().add("traceparent", bytes("00-1-2-01")).add("content-type", bytes("image/x"));
    record.headers().add("reply-to", bytes("answers")).add("correlation-id", bytes("7"));
    produce(QUEUE, List.of(record, new ProducerRecord<>(QUEUE, bytes("second"))));
    channel.basicConsume(
        QUEUE,
        false,
        (tag, delivery) -> {
          inbox.add(delivery);
          channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
        },
        tag -> {});
    Delivery first = next();
    assertThat(first.getBody()).isEqualTo(everyByte());
    assertThat(first.getEnvelope().getExchange()).isEmpty();
    assertThat(first.getEnvelope().getRoutingKey()).isEqualTo(QUEUE);
    assertThat(first.getProperties().getContentType()).isEqualTo("image/x");
    assertThat(first.getProperties().getReplyTo()).isEqualTo("answers");
    assertThat(first.getProperties().getCorrelationId()).isEqualTo("7");
    assertThat(first.getProperties().getDeliveryMode()).isEqualTo(2);
    assertThat(first.getProperties().getTimestamp().toInstant().toEpochMilli())
        .isEqualTo(1_700_000_000_000L);
    assertThat(first.getProperties().getHeaders()).containsOnlyKeys("traceparent", "x-kafka-key");
    assertThat(next().getBody()).isEqualTo(bytes("second"));
  }

  @Test
  void aShareConsumerTakesWhatAmqpPublished() throws Exception {
    channel.queueDeclare("dead", false, false, false, Map.of());
    channel.queueDeclare(
        QUEUE,
        true,
        false,
        false,
        Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", "dead"));
    AMQP.BasicProperties properties =
        new AMQP.BasicProperties.Builder()
            .contentType("image/x")
            .deliveryMode(2)
            .headers(Map.of("traceparent", "00-1-2-01", "x-kafka-key", "k"))
            .build();
    channel.basicPublish("", QUEUE, properties, everyByte());
    channel.basicPublish("", QUEUE, null, bytes("poison"));
    channel.basicPublish("", QUEUE, null, bytes("again"));
    channel.waitForConfirmsOrDie(PATIENCE_SECONDS * 1_000L);
    Map<String, Object> group =
        Map.of(
            "bootstrap.servers",
            "127.0.0.1:" + broker.port("kafka"),
            "group.id",
            "g",
            "share.acknowledgement.mode",
            "explicit");
    Map<String, ConsumerRecord<byte[], byte[]>> done = new HashMap<>();
    try (KafkaShareConsumer<byte[], byte[]> consumer =
        new KafkaShareConsumer<>(group, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(QUEUE));
      for (int tries = 0; done.size() < 3 && tries < 150; tries++) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          String text = new String(record.value(), StandardCharsets.ISO_8859_1);
          boolean first = record.deliveryCount().get() == 1;
          AcknowledgeType how =
              switch (text) {
                case "poison" -> AcknowledgeType.REJECT;
                case "again" -> first ? AcknowledgeType.RELEASE : AcknowledgeType.ACCEPT;
                default -> AcknowledgeType.ACCEPT;
              };
          consumer.acknowledge(record, how);
          if (how != AcknowledgeType.RELEASE) {
            done.put(text, record);
          }
        }
        consumer.commitSync();
      }
    }
    String all = new String(everyByte(), StandardCharsets.ISO_8859_1);
    assertThat(done).containsOnlyKeys(all, "poison", "again");
    assertThat(done.get(all).key()).isEqualTo(bytes("k"));
    assertThat(done.get(all).headers().lastHeader("content-type").value())
        .isEqualTo(bytes("image/x"));
    assertThat(done.get(all).headers().lastHeader("traceparent").value())
        .isEqualTo(bytes("00-1-2-01"));
    assertThat(channel.messageCount(QUEUE)).isZero();
    assertThat(channel.basicGet("dead", true).getBody()).isEqualTo(bytes("poison"));
  }

  @Test
  void aShareConsumerAndAnAmqpConsumerCompete() throws Exception {
    channel.queueDeclare(QUEUE, true, false, false, Map.of());
    Map<String, Object> group =
        Map.of(
            "bootstrap.servers",
            "127.0.0.1:" + broker.port("kafka"),
            "group.id",
            "g",
            "max.poll.records",
            5,
            "share.acquire.mode",
            "record_limit");
    Set<String> ofKafka = new TreeSet<>();
    Set<String> ofAmqp = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      channel.basicPublish("", QUEUE, null, bytes("m" + i));
    }
    channel.waitForConfirmsOrDie(PATIENCE_SECONDS * 1_000L);
    try (KafkaShareConsumer<String, String> consumer =
        new KafkaShareConsumer<>(group, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(QUEUE));
      for (int tries = 0; ofKafka.size() + ofAmqp.size() < 200 && tries < 300; tries++) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
          assertThat(ofKafka.add(record.value())).isTrue();
        }
        GetResponse got = channel.basicGet(QUEUE, true);
        if (got != null) {
          assertThat(ofAmqp.add(new String(got.getBody(), StandardCharsets.UTF_8))).isTrue();
        }
      }
      consumer.commitSync();
    }
    assertThat(ofKafka).isNotEmpty().doesNotContainAnyElementsOf(ofAmqp);
    assertThat(ofAmqp).isNotEmpty();
    assertThat(ofKafka.size() + ofAmqp.size()).isEqualTo(200);
    assertThat(channel.messageCount(QUEUE)).isZero();
  }

  @Test
  void aGearmanWorkerTakesWhatKafkaProduced() throws Exception {
    try (GearmanPeer worker = GearmanPeer.worker(broker.port("gearman"), "resize")) {
      produce("resize", List.of(new ProducerRecord<>("resize", bytes("picture"))));
      String handle = worker.grab("resize", "picture");
      worker.send(GearmanPeer.WORK_COMPLETE, handle + "|done");
      worker.send(GearmanPeer.ECHO_REQ, "").read();
    }
    assertThat(channel.messageCount("resize")).isZero();
  }

  @Test
  void aPullPeerTakesWhatKafkaProduced() throws Exception {
    channel.queueDeclare("zmtp", false, false, false, Map.of());
    try (ZContext context = new ZContext()) {
      ZMQ.Socket pull = context.createSocket(SocketType.PULL);
      pull.setReceiveTimeOut(PATIENCE_SECONDS * 1_000);
      pull.setHandshakeIvl(500); // JeroMQ 0.6.0 now and then forgets to poll a fresh connection
      pull.connect("tcp://127.0.0.1:" + broker.port("zmtp"));
      produce(
          "zmtp",
          List.of(
              new ProducerRecord<>("zmtp", everyByte()), new ProducerRecord<>("zmtp", bytes("b"))));
      assertThat(pull.recv()).isEqualTo(everyByte());
      assertThat(pull.recv()).isEqualTo(bytes("b"));
    }
  }
}
