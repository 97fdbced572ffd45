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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** RabbitMQ's Java client and JeroMQ, both unmodified, on the two ends of one message. */
class ZmtpAndAmqpTest {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final String QUEUE = "zmtp";

  private final Broker broker =
      Broker.start(
          BrokerSettings.builder()
              .set("listeners.tcp.default", "127.0.0.1:0")
              .set("gearman.listeners.tcp.default", "none")
              .set("kafka.listeners.tcp.default", "none")
              .set("zmtp.listeners.tcp.default", "127.0.0.1:0")
              .set("zmtp.request.timeout.ms", "2000")
              .set("management.tcp.port", "none")
              .set("prometheus.tcp.port", "none")
              .build());
  private final ZContext context = new ZContext();
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
    channel.queueDeclare(QUEUE, false, false, false, Map.of());
    channel.basicQos(1);
  }

  @AfterEach
  void close() throws Exception {
    context.close();
    connection.close();
    broker.close();
  }

  private ZMQ.Socket socket(SocketType type) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setReceiveTimeOut(PATIENCE_MILLIS);
    socket.setLinger(0);
    socket.setHandshakeIvl(500); // JeroMQ 0.6.0 now and then forgets to poll a fresh connection
    socket.connect("tcp://127.0.0.1:" + broker.port("zmtp"));
    return socket;
  }

  private String consume(Channel on, String queue) throws Exception {
    return on.basicConsume(queue, false, (tag, delivery) -> inbox.add(delivery), tag -> {});
  }

  private Delivery next() throws Exception {
    Delivery delivery = inbox.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    assertThat(delivery).as("a delivery").isNotNull();
    return delivery;
  }

  private void answer(Delivery request, String kind, String body) throws Exception {
    AMQP.BasicProperties.Builder properties =
        new AMQP.BasicProperties.Builder()
            .correlationId(request.getProperties().getCorrelationId());
    if (kind != null) {
      properties.headers(Map.of("x-reply", kind));
    }
    channel.basicPublish("", request.getProperties().getReplyTo(), properties.build(), bytes(body));
    channel.basicAck(request.getEnvelope().getDeliveryTag(), false);
  }

  private static List<String> receive(ZMQ.Socket socket) {
    List<String> frames = new ArrayList<>();
    do {
      String frame = socket.recvStr();
      assertThat(frame).as("a frame").isNotNull();
      frames.add(frame);
    } while (socket.hasReceiveMore());
    return frames;
  }

  private static void send(ZMQ.Socket socket, String... frames) {
    for (int i = 0; i < frames.length; i++) {
      socket.send(frames[i], i < frames.length - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String body(Delivery delivery) {
    return new String(delivery.getBody(), StandardCharsets.UTF_8);
  }

  @Test
  void reqAsksAnAmqpConsumer() throws Exception {
    consume(channel, QUEUE);
    ZMQ.Socket client = socket(SocketType.REQ);
    send(client, "Hello");
    Delivery request = next();
    assertThat(body(request)).isEqualTo("Hello");
    assertThat(request.getProperties().getHeaders()).isNull();
    answer(request, null, "World");
    assertThat(receive(client)).containsExactly("World");
    send(client, "again");
    answer(next(), "exception", "no such thing");
    assertThat(receive(client)).containsExactly("x-reply", "exception", "no such thing");
  }

  @Test
  void aConsumerThatIsLostLosesNoRequest() throws Exception {
    Channel lost = connection.createChannel();
    consume(lost, QUEUE);
    ZMQ.Socket client = socket(SocketType.REQ);
    send(client, "precious");
    next();
    lost.close();
    consume(channel, QUEUE);
    Delivery again = next();
    assertThat(body(again)).isEqualTo("precious");
    assertThat(again.getEnvelope().isRedeliver()).isTrue();
    answer(again, null, "safe");
    assertThat(receive(client)).containsExactly("safe");
  }

  @Test
  void aRequestThatNobodyAnswersTimesOut() throws Exception {
    consume(channel, QUEUE);
    ZMQ.Socket client = socket(SocketType.REQ);
    send(client, "Hello");
    Delivery request = next();
    assertThat(receive(client)).containsExactly("x-reply", "timed-out", "");
    answer(request, null, "too late");
    send(client, "again");
    answer(next(), null, "in time");
    assertThat(receive(client)).containsExactly("in time");
  }

  @Test
  void anAmqpClientAsksRepByDirectReplyTo() throws Exception {
    String directly = "amq.rabbitmq.reply-to";
    channel.basicConsume(directly, true, (tag, reply) -> inbox.add(reply), tag -> {});
    channel.basicPublish(
        "",
        QUEUE,
        new AMQP.BasicProperties.Builder().replyTo(directly).correlationId("c-1").build(),
        bytes("Hello"));
    ZMQ.Socket lost = socket(SocketType.REP);
    assertThat(receive(lost)).containsExactly("Hello");
    lost.close();
    ZMQ.Socket worker = socket(SocketType.REP);
    assertThat(receive(worker)).containsExactly("Hello");
    send(worker, "World", "!");
    Delivery reply = next();
    assertThat(body(reply)).isEqualTo("World!");
    assertThat(reply.getProperties().getCorrelationId()).isEqualTo("c-1");
    assertThat(reply.getProperties().getHeaders()).containsEntry("x-zmtp-frames", List.of(5, 1));
    channel.basicPublish(
        "",
        QUEUE,
        new AMQP.BasicProperties.Builder().replyTo(directly).correlationId("c-2").build(),
        bytes("Hello again"));
    assertThat(receive(worker)).containsExactly("Hello again");
    send(worker, "x-reply", "exception", "not today");
    Delivery failure = next();
    assertThat(body(failure)).isEqualTo("not today");
    assertThat(failure.getProperties().getHeaders()).hasToString("{x-reply=exception}");
  }

  @Test
  void majordomoBothWays() throws Exception {
    channel.queueDeclare("echo", true, false, false, Map.of());
    consume(channel, "echo");
    ZMQ.Socket client = socket(SocketType.REQ);
    send(client, "MDPC01", "echo", "Hello");
    answer(next(), null, "World");
    assertThat(receive(client)).containsExactly("MDPC01", "echo", "World");

    String replies = channel.queueDeclare().getQueue();
    consume(channel, replies);
    channel.queueDeclare("square", true, false, false, Map.of());
    channel.basicPublish(
        "",
        "square",
        new AMQP.BasicProperties.Builder().replyTo(replies).correlationId("7").build(),
        bytes("3"));
    ZMQ.Socket worker = socket(SocketType.DEALER);
    send(worker, "", "MDPW01", "\1", "square");
    worker.recv(); // the empty frame
    worker.recv();
    assertThat(worker.recv()).containsExactly(2);
    byte[] address = worker.recv();
    assertThat(worker.recv()).isEmpty();
    assertThat(worker.recvStr()).isEqualTo("3");
    for (String head : List.of("", "MDPW01", "\3")) {
      worker.send(head, ZMQ.SNDMORE);
    }
    worker.send(address, ZMQ.SNDMORE);
    send(worker, "", "9");
    Delivery reply = next();
    assertThat(body(reply)).isEqualTo("9");
    assertThat(reply.getProperties().getCorrelationId()).isEqualTo("7");
  }

  @Test
  void pushToAConsumerAndPublishToPull() throws Exception {
    consume(channel, QUEUE);
    ZMQ.Socket push = socket(SocketType.PUSH);
    send(push, "one");
    send(push, "a", "", "bcd");
    Delivery one = next();
    assertThat(body(one)).isEqualTo("one");
    channel.basicAck(one.getEnvelope().getDeliveryTag(), false);
    Delivery framed = next();
    assertThat(body(framed)).isEqualTo("abcd");
    assertThat(framed.getProperties().getHeaders())
        .containsEntry("x-zmtp-frames", List.of(1, 0, 3));
    channel.queueDeclare("out", false, false, false, Map.of());
    channel.basicAck(framed.getEnvelope().getDeliveryTag(), false);
    ZMQ.Socket pull = context.createSocket(SocketType.PULL);
    pull.setReceiveTimeOut(PATIENCE_MILLIS);
    pull.setHandshakeIvl(500);
    pull.setPlainUsername(bytes("out/guest"));
    pull.setPlainPassword(bytes("guest"));
    pull.connect("tcp://127.0.0.1:" + broker.port("zmtp"));
    channel.basicPublish("", "out", null, bytes("plain"));
    channel.basicPublish("", "out", framed.getProperties(), bytes("abcd"));
    assertThat(receive(pull)).containsExactly("plain");
    assertThat(receive(pull)).containsExactly("a", "", "bcd");
  }

  @Test
  void pushAppendsToATopicAndPullReadsWhatComes() throws Exception {
    channel.queueDeclare("log", true, false, false, Map.of("x-queue-type", "stream"));
    ZMQ.Socket push = service(SocketType.PUSH, "log");
    send(push, "one");
    send(push, "a", "bc");
    channel.basicConsume(
        "log",
        false,
        Map.of("x-stream-offset", "first"),
        (tag, delivery) -> {
          inbox.add(delivery);
          channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
        },
        tag -> {});
    assertThat(body(next())).isEqualTo("one");
    assertThat(body(next())).isEqualTo("abc");
    ZMQ.Socket pull = service(SocketType.PULL, "log");
    List<?> readers = broker.context().virtualHosts().get("/").queue("log").subscriptions();
    while (readers.size() < 2) {
      Thread.onSpinWait();
    }
    send(push, "x", "yz");
    assertThat(receive(pull)).containsExactly("x", "yz");
  }

  private ZMQ.Socket service(SocketType type, String name) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setReceiveTimeOut(PATIENCE_MILLIS);
    socket.setLinger(0);
    socket.setHandshakeIvl(500);
    socket.setPlainUsername(bytes(name + "/guest"));
    socket.setPlainPassword(bytes("guest"));
    socket.connect("tcp://127.0.0.1:" + broker.port("zmtp"));
    return socket;
  }

  @Test
  void publicationsAreSeenOnBothSides() throws Exception {
    ZMQ.Socket pub = socket(SocketType.PUB);
    ZMQ.Socket sub = socket(SocketType.SUB);
    sub.subscribe("weather.");
    sub.setReceiveTimeOut(20);
    String queue = channel.queueDeclare().getQueue();
    channel.queueBind(queue, "amq.topic", "weather.#");
    List<String> heard = null;
    for (int tries = 0; heard == null && tries < PATIENCE_MILLIS / 20; tries++) {
      send(pub, "weather.berlin", "5 C");
      String topic = sub.recvStr();
      heard = topic == null ? null : List.of(topic, sub.recvStr());
    }
    assertThat(heard).containsExactly("weather.berlin", "5 C");
    consume(channel, queue);
    Delivery seen = next();
    assertThat(seen.getEnvelope().getRoutingKey()).isEqualTo("weather.berlin");
    assertThat(body(seen)).isEqualTo("5 C");
    channel.basicPublish("amq.topic", "weather.rome", null, bytes("18 C"));
    List<String> published = heard;
    while (!published.get(0).equals("weather.rome")) {
      sub.setReceiveTimeOut(PATIENCE_MILLIS);
      published = receive(sub);
    }
    assertThat(published).containsExactly("weather.rome", "18 C");
  }
}
