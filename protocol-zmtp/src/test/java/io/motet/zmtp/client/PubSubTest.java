package io.motet.zmtp.client;

import static io.motet.zmtp.support.TestBroker.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.exchange.Binding;
import io.motet.zmtp.support.TestBroker;
import io.motet.zmtp.support.WirePeer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** JeroMQ publishers and subscribers that all connect. */
class PubSubTest {
  private static final String EXCHANGE = "zmtp.pubsub";
  private static final int POLLS_BEFORE_RETRY = 500;
  private static final long POLL_NANOS = 2_000_000;

  private final TestBroker broker = new TestBroker("zmtp.subscriber.queue.length", "100");
  private final ZContext context = new ZContext();

  @AfterEach
  void close() {
    context.close();
    broker.close();
  }

  private ZMQ.Socket connect(SocketType type) {
    return Sockets.connect(context, type, broker.url());
  }

  private ZMQ.Socket subscribe(String topic) {
    return subscribe(topic.getBytes(StandardCharsets.UTF_8));
  }

  /** A JeroMQ socket now and then stalls in its handshake, with libzmq too: then takes another. */
  private ZMQ.Socket subscribe(byte[] topic) {
    int connections = broker.connections();
    long bindings = toQueues();
    ZMQ.Socket sub = connect(SocketType.SUB);
    sub.subscribe(topic);
    while (!stands(bindings)) {
      sub.close();
      await("the stalled peer is gone", () -> broker.connections() == connections);
      sub = connect(SocketType.SUB);
      sub.subscribe(topic);
    }
    return sub;
  }

  private boolean stands(long bindingsBefore) {
    for (int polls = 0; polls < POLLS_BEFORE_RETRY; polls++) {
      if (toQueues() > bindingsBefore) {
        return true;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return false;
  }

  private long toQueues() {
    return broker.broker().context().virtualHosts().get("/").bindingsFrom(EXCHANGE).stream()
        .filter(binding -> binding.destinationKind() == Binding.DestinationKind.QUEUE)
        .count();
  }

  /** A PUB socket drops what it sends before it knows of us. */
  private ZMQ.Socket publisher(ZMQ.Socket probe) {
    ZMQ.Socket pub = connect(SocketType.PUB);
    probe.setReceiveTimeOut(20);
    do {
      pub.send("probe");
    } while (probe.recv() == null);
    probe.setReceiveTimeOut(30_000);
    return pub;
  }

  private static List<String> next(ZMQ.Socket sub) {
    List<String> frames;
    do {
      frames = Sockets.texts(Sockets.receive(sub));
    } while (frames.get(0).equals("probe"));
    return frames;
  }

  @Test
  void topicsMatchByPrefix() {
    ZMQ.Socket all = subscribe("");
    ZMQ.Socket weather = subscribe("weather.");
    ZMQ.Socket pub = publisher(all);
    Sockets.send(pub, List.of(bytes("news"), bytes("n")));
    Sockets.send(pub, List.of(bytes("weather.berlin"), bytes("5 C"), bytes("rain")));
    pub.send("weather.rome 18 C");
    assertThat(next(all)).containsExactly("news", "n");
    assertThat(next(all)).containsExactly("weather.berlin", "5 C", "rain");
    assertThat(next(all)).containsExactly("weather.rome 18 C");
    assertThat(next(weather)).containsExactly("weather.berlin", "5 C", "rain");
    assertThat(next(weather)).containsExactly("weather.rome 18 C");
  }

  @Test
  void topicsMayBeAnyBytes() {
    byte[] topic = {(byte) 0xff, 0, (byte) 0x80};
    ZMQ.Socket all = subscribe("");
    ZMQ.Socket binary = subscribe(topic);
    ZMQ.Socket pub = publisher(all);
    Sockets.send(pub, List.of(new byte[] {(byte) 0xff, 0, 1}, bytes("other")));
    Sockets.send(pub, List.of(topic, bytes("mine")));
    List<byte[]> received = Sockets.receive(binary);
    assertThat(received.get(0)).isEqualTo(topic);
    assertThat(received.get(1)).isEqualTo(bytes("mine"));
  }

  @Test
  void longTopicsAreToldApart() {
    String stem = "x".repeat(300);
    ZMQ.Socket all = subscribe("");
    ZMQ.Socket one = subscribe(stem + "1");
    ZMQ.Socket pub = publisher(all);
    Sockets.send(pub, List.of(bytes(stem + "2"), bytes("other")));
    Sockets.send(pub, List.of(bytes(stem + "1"), bytes("mine")));
    assertThat(Sockets.texts(Sockets.receive(one))).containsExactly(stem + "1", "mine");
  }

  @Test
  void aCancelledSubscriptionGetsNoMore() {
    ZMQ.Socket all = subscribe("");
    ZMQ.Socket sub = subscribe("a");
    sub.subscribe("b".getBytes(StandardCharsets.UTF_8));
    await("both stand", () -> toQueues() == 3);
    sub.unsubscribe("a".getBytes(StandardCharsets.UTF_8));
    await("one is gone", () -> toQueues() == 2);
    ZMQ.Socket pub = publisher(all);
    pub.send("a1");
    pub.send("b1");
    assertThat(sub.recvStr()).isEqualTo("b1");
  }

  @Test
  void aSlowSubscriberLosesTheOldestAndSlowsNobody() throws Exception {
    ZMQ.Socket fast = subscribe("");
    try (WirePeer slow = new WirePeer(broker.port())) {
      slow.handshake("SUB");
      slow.sendCommand("SUBSCRIBE", bytes("big"));
      await("both stand", () -> toQueues() == 2);
      ZMQ.Socket pub = publisher(fast);
      byte[] body = new byte[64 << 10];
      for (int i = 0; i < 1000; i++) {
        Sockets.send(pub, List.of(bytes("big"), body, bytes(Integer.toString(i))));
        assertThat(next(fast).get(2)).isEqualTo(Integer.toString(i));
      }
      int received = 0;
      int last = -1;
      while (last < 999) {
        int number = Integer.parseInt(slow.readMessage().get(2));
        assertThat(number).isGreaterThan(last);
        last = number;
        received++;
      }
      assertThat(received).isLessThan(1000);
    }
  }

  @Test
  void theQueueOfASubscriberGoesWithIt() {
    ZMQ.Socket sub = subscribe("x");
    sub.close();
    await("nothing is left", () -> toQueues() == 0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
