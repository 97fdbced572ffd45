package io.motet.cli.cross;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GearmanAndAmqpTest {
  private static final String REPLY_TO = "amq.rabbitmq.reply-to";

  private Broker broker;
  private Connection amqp;
  private Channel channel;

  @BeforeEach
  void start() throws Exception {
    broker =
        Broker.start(
            BrokerSettings.builder()
                .set("listeners.tcp.default", "127.0.0.1:0")
                .set("gearman.listeners.tcp.default", "127.0.0.1:0")
                .set("kafka.listeners.tcp.default", "none")
                .set("zmtp.listeners.tcp.default", "none")
                .set("management.tcp.port", "none")
                .set("prometheus.tcp.port", "none")
                .build());
    amqp = connect();
    channel = amqp.createChannel();
  }

  private Connection connect() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(broker.port("amqp"));
    factory.setAutomaticRecoveryEnabled(false);
    return factory.newConnection();
  }

  @AfterEach
  void stop() throws Exception {
    amqp.abort();
    broker.close();
  }

  private GearmanPeer peer() throws IOException {
    return new GearmanPeer(broker.port("gearman"));
  }

  private GearmanPeer worker(String function) throws IOException {
    return GearmanPeer.worker(broker.port("gearman"), function);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String body(Delivery delivery) {
    return new String(delivery.getBody(), StandardCharsets.UTF_8);
  }

  private static BlockingQueue<Delivery> consume(Channel from, String queue, boolean autoAck)
      throws IOException {
    BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    from.basicConsume(queue, autoAck, (tag, delivery) -> deliveries.add(delivery), tag -> {});
    return deliveries;
  }

  private static Delivery next(BlockingQueue<Delivery> from) throws InterruptedException {
    Delivery delivery = from.poll(20, TimeUnit.SECONDS);
    assertThat(delivery).isNotNull();
    return delivery;
  }

  /** Answers a request as any AMQP server does, with a header for the kind where one is given. */
  private void answer(Delivery request, String kind, String body) throws IOException {
    BasicProperties.Builder properties =
        new BasicProperties.Builder().correlationId(request.getProperties().getCorrelationId());
    if (kind != null) {
      properties.headers(Map.of("x-reply", kind, "x-numerator", "1", "x-denominator", "2"));
    }
    channel.basicPublish("", request.getProperties().getReplyTo(), properties.build(), bytes(body));
  }

  @Test
  void anAmqpConsumerServesAGearmanClient() throws Exception {
    try (GearmanPeer client = peer()) {
      String handle = client.submit(GearmanPeer.SUBMIT_JOB, "f|unique|data");
      BlockingQueue<Delivery> jobs = consume(channel, "f", false);
      Delivery job = next(jobs);
      assertThat(body(job)).isEqualTo("data");
      assertThat(job.getProperties().getHeaders().get("x-gearman-unique")).hasToString("unique");
      answer(job, "partial", "some");
      answer(job, "status", "");
      answer(job, null, "result");
      answer(job, null, "too late");
      channel.basicAck(job.getEnvelope().getDeliveryTag(), false);
      assertThat(client.read()).isEqualTo(GearmanPeer.WORK_DATA + ":" + handle + "|some");
      assertThat(client.read()).isEqualTo(GearmanPeer.WORK_STATUS + ":" + handle + "|1|2");
      assertThat(client.read()).isEqualTo(GearmanPeer.WORK_COMPLETE + ":" + handle + "|result");

      client.send(GearmanPeer.OPTION_REQ, "exceptions").read();
      String bad = client.submit(GearmanPeer.SUBMIT_JOB, "f||bad");
      answer(next(jobs), "exception", "why");
      assertThat(client.read()).isEqualTo(GearmanPeer.WORK_EXCEPTION + ":" + bad + "|why");
      String failed = client.submit(GearmanPeer.SUBMIT_JOB, "f||worse");
      answer(next(jobs), "failed", "");
      assertThat(client.read()).isEqualTo(GearmanPeer.WORK_FAIL + ":" + failed);
    }
  }

  @Test
  void anotherWorkerGetsTheJobOfAnAmqpConsumerThatIsLost() throws Exception {
    try (GearmanPeer client = peer();
        GearmanPeer worker = worker("f")) {
      String handle = client.submit(GearmanPeer.SUBMIT_JOB, "f||data");
      try (Connection lost = connect()) {
        next(consume(lost.createChannel(), "f", false));
      }
      assertThat(worker.grab("f", "data")).isEqualTo(handle);
      worker.send(GearmanPeer.WORK_COMPLETE, handle + "|done");
      assertThat(client.read()).isEqualTo(GearmanPeer.WORK_COMPLETE + ":" + handle + "|done");
    }
  }

  @Test
  void aBackgroundJobForAStreamIsAppended() throws Exception {
    channel.queueDeclare("s", true, false, false, Map.of("x-queue-type", "stream"));
    try (GearmanPeer client = peer()) {
      client.submit(GearmanPeer.SUBMIT_JOB_BG, "s||one");
      client.submit(GearmanPeer.SUBMIT_JOB_BG, "s|unique|two");
      client.submit(GearmanPeer.SUBMIT_JOB_BG, "s|unique|three");
      assertThat(client.list("show jobs")).isEmpty();
      assertThat(client.send(GearmanPeer.SUBMIT_JOB, "s||now").read()).contains("QUEUE_ERROR");
      assertThat(client.send(GearmanPeer.CAN_DO, "s").read()).contains("QUEUE_ERROR");
    }
    channel.basicQos(10);
    BlockingQueue<Delivery> read = new LinkedBlockingQueue<>();
    channel.basicConsume(
        "s", false, Map.of("x-stream-offset", "first"), (tag, each) -> read.add(each), tag -> {});
    for (String body : new String[] {"one", "two", "three"}) {
      assertThat(body(next(read))).isEqualTo(body);
    }
  }

  @Test
  void aJobThatNobodyWaitsForReachesNoConsumer() throws Exception {
    try (GearmanPeer client = peer()) {
      client.submit(GearmanPeer.SUBMIT_JOB, "f||left");
      client.submit(GearmanPeer.SUBMIT_JOB_BG, "f||kept");
    }
    awaitNoPeers();
    assertThat(body(next(consume(channel, "f", true)))).isEqualTo("kept");
  }

  @Test
  void aJobThatNobodyWaitsForDoesNotComeBackFromALostConsumer() throws Exception {
    try (Connection lost = connect()) {
      try (GearmanPeer client = peer()) {
        client.submit(GearmanPeer.SUBMIT_JOB, "f||left");
        assertThat(body(next(consume(lost.createChannel(), "f", false)))).isEqualTo("left");
      }
      awaitNoPeers();
    }
    channel.basicPublish("", "f", null, bytes("kept"));
    assertThat(body(next(consume(channel, "f", true)))).isEqualTo("kept");
    try (GearmanPeer client = peer()) {
      assertThat(client.list("status")).isEqualTo("f\t0\t0\t1\n");
    }
  }

  private void awaitNoPeers() {
    while (broker.context().connections().all().stream()
        .anyMatch(connection -> connection.protocol().startsWith("Gearman"))) {
      Thread.onSpinWait();
    }
  }

  private void request(String correlationId, String body) throws IOException {
    BasicProperties properties =
        new BasicProperties.Builder().replyTo(REPLY_TO).correlationId(correlationId).build();
    channel.basicPublish("", "f", properties, bytes(body));
  }

  private static void expect(Delivery reply, String correlationId, String kind, String body) {
    Map<String, Object> headers = reply.getProperties().getHeaders();
    assertThat(reply.getProperties().getCorrelationId()).isEqualTo(correlationId);
    assertThat(body(reply)).isEqualTo(body);
    if (kind == null) {
      assertThat(headers).isNull();
    } else {
      assertThat(headers.get("x-reply")).hasToString(kind);
    }
  }

  @Test
  void aGearmanWorkerServesAnAmqpRequester() throws Exception {
    try (GearmanPeer worker = worker("f")) {
      BlockingQueue<Delivery> replies = consume(channel, REPLY_TO, true);
      request("one", "data");
      String job = worker.grab("f", "data");
      worker.send(GearmanPeer.WORK_DATA, job + "|part");
      worker.send(GearmanPeer.WORK_STATUS, job + "|3|4");
      worker.send(GearmanPeer.WORK_COMPLETE, job + "|result");
      expect(next(replies), "one", "partial", "part");
      Delivery status = next(replies);
      expect(status, "one", "status", "");
      assertThat(status.getProperties().getHeaders().get("x-numerator")).hasToString("3");
      expect(next(replies), "one", null, "result");

      request("two", "bad");
      worker.send(GearmanPeer.WORK_EXCEPTION, worker.grab("f", "bad") + "|why");
      expect(next(replies), "two", "exception", "why");

      request("three", "worse");
      worker.send(GearmanPeer.WORK_FAIL, worker.grab("f", "worse"));
      expect(next(replies), "three", "failed", "");

      request("four", "lost");
      try (GearmanPeer lost = worker("f")) {
        lost.grab("f", "lost");
      }
      worker.send(GearmanPeer.WORK_COMPLETE, worker.grab("f", "lost") + "|found");
      expect(next(replies), "four", null, "found");
      assertThat(channel.messageCount("f")).isZero();
    }
  }

  @Test
  void aBackgroundJobIsAMessageAndAMessageIsAJob() throws Exception {
    try (GearmanPeer client = peer()) {
      String handle = client.submit(GearmanPeer.SUBMIT_JOB_BG, "f||data");
      Delivery job = next(consume(channel, "f", false));
      assertThat(body(job)).isEqualTo("data");
      assertThat(job.getProperties().getReplyTo()).isNull();
      assertThat(job.getProperties().getDeliveryMode()).isEqualTo(2);
      assertThat(client.send(GearmanPeer.GET_STATUS, handle).read()).contains("|1|0|");
      channel.basicAck(job.getEnvelope().getDeliveryTag(), false);
      while (!client.send(GearmanPeer.GET_STATUS, handle).read().contains("|0|0|")) {
        Thread.onSpinWait();
      }
    }
    try (GearmanPeer worker = worker("g")) {
      channel.basicPublish("", "g", null, bytes("from afar"));
      worker.send(GearmanPeer.WORK_COMPLETE, worker.grab("g", "from afar") + "|");
      worker.send(GearmanPeer.ECHO_REQ, "").read();
      assertThat(channel.messageCount("g")).isZero();
    }
  }
}
