package io.motet.zmtp.client;

import static io.motet.zmtp.support.TestBroker.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.memory.AlarmBoard;
import io.motet.broker.memory.Alarms;
import io.motet.zmtp.support.TestBroker;
import io.motet.zmtp.support.WirePeer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What peers send that libraries do not, or not at will: old versions, heartbeats, limits. */
class WireTest {
  private final TestBroker broker =
      new TestBroker(
          "zmtp.max.frame.bytes", "2000",
          "zmtp.max.frames", "8",
          "zmtp.max.message.bytes", "3000",
          "zmtp.max.peers", "5",
          "zmtp.max.metadata.bytes", "256",
          "zmtp.max.properties", "4",
          "zmtp.max.subscriptions", "3",
          "zmtp.max.subscription.bytes", "20",
          "zmtp.max.pending.requests", "2",
          "zmtp.request.timeout.ms", "1500",
          "zmtp.listeners.tcp.work", "127.0.0.1:0",
          "zmtp.durable.work", "true");

  @AfterEach
  void close() {
    broker.close();
  }

  private WirePeer peer(String socketType) throws Exception {
    WirePeer peer = new WirePeer(broker.port());
    peer.handshake(socketType);
    return peer;
  }

  private static void ends(WirePeer peer) throws Exception {
    assertThat(peer.isClosedByBroker()).isTrue();
    peer.close();
  }

  @Test
  void zmtp20() throws Exception {
    try (WirePeer client = new WirePeer(broker.port());
        WirePeer worker = peer("REP")) {
      assertThat(client.read(11)).hasSize(11);
      client.send(0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 1, 3);
      assertThat(client.read(1)).containsExactly(6); // ROUTER
      assertThat(client.readFrame().body()).isEmpty();
      client.send(0, 0);
      client.sendMessage("", "hello");
      List<String> request = worker.readMessage();
      assertThat(request.subList(1, 3)).containsExactly("", "hello");
      worker.sendMessage(request.get(0), "", "world");
      assertThat(client.readMessage()).containsExactly("", "world");
    }
  }

  @Test
  void zmtp10IsRefused() throws Exception {
    WirePeer peer = new WirePeer(broker.port());
    peer.read(11);
    peer.send(1, 0, 6, 0, 'h', 'e', 'l', 'l', 'o');
    ends(peer);
  }

  @Test
  void subscriptionsToPublishersFollowTheVersion() throws Exception {
    try (WirePeer modern = peer("PUB");
        WirePeer older = new WirePeer(broker.port())) {
      assertThat(modern.readFrame().text()).isEqualTo("\11SUBSCRIBE");
      older.send(WirePeer.greeting(0, "NULL"));
      older.read(64);
      older.sendCommand("READY", WirePeer.property("Socket-Type", "PUB"));
      older.readFrame();
      assertThat(older.readMessage()).containsExactly("\1");
    }
  }

  @Test
  void bothFormsOfSubscriptionWork() throws Exception {
    try (WirePeer pub = peer("XPUB");
        WirePeer command = peer("SUB");
        WirePeer message = peer("XSUB")) {
      pub.readFrame();
      command.sendCommand("SUBSCRIBE", bytes("a"));
      message.sendMessage("\1b");
      await("both stand", () -> bindings() == 2);
      pub.sendMessage("a1", "x");
      pub.sendMessage("b1", "y");
      assertThat(command.readMessage()).containsExactly("a1", "x");
      assertThat(message.readMessage()).containsExactly("b1", "y");
      command.sendCommand("CANCEL", bytes("a"));
      message.sendMessage("\0b");
      await("both are gone", () -> bindings() == 0);
    }
  }

  private long bindings() {
    return broker.broker().context().virtualHosts().get("/").bindingsFrom("zmtp.pubsub").stream()
        .filter(binding -> !binding.destination().equals("amq.topic"))
        .count();
  }

  @Test
  void aPingIsAnsweredWithItsContext() throws Exception {
    try (WirePeer peer = peer("REQ")) {
      peer.sendCommand("PING", new byte[] {0, 0, 'c', 't', 'x'});
      assertThat(peer.readFrame().text()).isEqualTo("\4PONGctx");
      peer.sendCommand("PING", new byte[2]);
      assertThat(peer.readFrame().text()).isEqualTo("\4PONG");
    }
  }

  @Test
  void aPeerThatKeepsSilentBeyondItsOwnTimeIsClosed() throws Exception {
    WirePeer peer = peer("REQ");
    peer.sendCommand("PING", new byte[] {0, 1});
    peer.readFrame();
    ends(peer);
  }

  @Test
  void aSilentPeerIsPingedThenClosed() throws Exception {
    try (TestBroker impatient =
            new TestBroker("zmtp.heartbeat.interval.ms", "50", "zmtp.heartbeat.timeout.ms", "200");
        WirePeer peer = new WirePeer(impatient.port())) {
      peer.handshake("PULL");
      assertThat(peer.readFrame().text()).isEqualTo("\4PING\0\0");
      peer.sendCommand("PONG", new byte[0]);
      assertThat(peer.readFrame().text()).isEqualTo("\4PING\0\0");
      assertThat(peer.isClosedByBroker()).isTrue();
    }
  }

  @Test
  void aFrameBeyondTheLimitEndsTheConnection() throws Exception {
    try (WirePeer peer = peer("PUSH")) {
      peer.sendMessage("x".repeat(2000));
      await("that one is taken", () -> broker.ready("zmtp") == 1);
      peer.sendMessage("x".repeat(2001));
      ends(peer);
    }
  }

  @Test
  void aMessageBeyondTheLimitEndsTheConnection() throws Exception {
    try (WirePeer peer = peer("PUSH")) {
      peer.sendMessage("x".repeat(1500), "x".repeat(1500));
      await("that one is taken", () -> broker.ready("zmtp") == 1);
      peer.sendMessage("x".repeat(1500), "x".repeat(1501));
      ends(peer);
    }
  }

  @Test
  void tooManyFramesEndTheConnection() throws Exception {
    try (WirePeer peer = peer("PUSH")) {
      peer.sendMessage("1", "2", "3", "4", "5", "6", "7", "8");
      await("that one is taken", () -> broker.ready("zmtp") == 1);
      peer.sendMessage("1", "2", "3", "4", "5", "6", "7", "8", "9");
      ends(peer);
    }
  }

  @Test
  void tooManyPeersAreRefused() throws Exception {
    WirePeer[] peers = new WirePeer[5];
    for (int i = 0; i < peers.length; i++) {
      peers[i] = peer("REQ");
    }
    ends(new WirePeer(broker.port()));
    for (WirePeer peer : peers) {
      peer.close();
    }
    await("they are gone", () -> broker.connections() == 0);
    peer("REQ").close();
  }

  @Test
  void tooMuchMetadataIsRefused() throws Exception {
    WirePeer large = new WirePeer(broker.port());
    large.send(WirePeer.greeting(1, "NULL"));
    large.read(64);
    large.sendCommand("READY", WirePeer.property("X-Large", "x".repeat(257)));
    ends(large);
    WirePeer many = new WirePeer(broker.port());
    many.send(WirePeer.greeting(1, "NULL"));
    many.read(64);
    StringBuilder properties = new StringBuilder(latin1(WirePeer.property("Socket-Type", "REQ")));
    for (int i = 0; i < 4; i++) {
      properties.append(latin1(WirePeer.property("X-" + i, "")));
    }
    many.sendCommand("READY", properties.toString().getBytes(StandardCharsets.ISO_8859_1));
    ends(many);
  }

  @Test
  void tooManySubscriptionsEndTheConnection() throws Exception {
    WirePeer peer = peer("SUB");
    for (String topic : List.of("a", "b", "c")) {
      peer.sendCommand("SUBSCRIBE", bytes(topic));
    }
    await("three stand", () -> bindings() == 3);
    peer.sendCommand("SUBSCRIBE", bytes("d"));
    ends(peer);
  }

  @Test
  void aTopicBeyondTheLimitEndsTheConnection() throws Exception {
    WirePeer peer = peer("SUB");
    peer.sendCommand("SUBSCRIBE", bytes("x".repeat(20)));
    await("it stands", () -> bindings() == 1);
    peer.sendCommand("SUBSCRIBE", bytes("x".repeat(21)));
    ends(peer);
  }

  @Test
  void unansweredRequestsBeyondTheLimitWait() throws Exception {
    try (WirePeer client = peer("DEALER");
        WirePeer worker = peer("ROUTER")) {
      for (int i = 0; i < 3; i++) {
        client.sendMessage("id" + i, "", "job" + i);
      }
      List<String> first = worker.readMessage();
      assertThat(worker.readMessage().get(2)).isEqualTo("job1");
      assertThat(broker.ready("zmtp")).isZero();
      worker.sendMessage(first.get(0), "", "done");
      assertThat(client.readMessage()).containsExactly("id0", "", "done");
      assertThat(worker.readMessage().get(2)).isEqualTo("job2");
    }
  }

  @Test
  void aPushPeerWaitsWhileItsQueueIsTooLong() throws Exception {
    try (TestBroker small = new TestBroker("zmtp.push.high.watermark", "10");
        WirePeer push = new WirePeer(small.port())) {
      push.handshake("PUSH");
      for (int i = 0; i < 100; i++) {
        push.sendMessage(Integer.toString(i));
      }
      await("it is as long as may be", () -> small.ready("zmtp") == 10);
      try (WirePeer other = new WirePeer(small.port())) {
        other.handshake("PULL");
        for (int i = 0; i < 100; i++) {
          assertThat(other.readMessage()).containsExactly(Integer.toString(i));
        }
      }
      assertThat(small.ready("zmtp")).isZero();
    }
  }

  @Test
  void anAlarmHoldsPublishersBack() throws Exception {
    AlarmBoard alarms = (AlarmBoard) broker.broker().context().alarms();
    alarms.set(Alarms.Alarm.DISK, true);
    try (WirePeer push = peer("PUSH")) {
      push.sendMessage("1");
      push.sendMessage("2");
      push.sendMessage("3");
      await("the first is there", () -> broker.ready("zmtp") == 1);
      try (WirePeer pull = peer("PULL")) {
        assertThat(pull.readMessage()).containsExactly("1");
        assertThat(broker.ready("zmtp")).isZero();
        alarms.set(Alarms.Alarm.DISK, false);
        assertThat(pull.readMessage()).containsExactly("2");
        assertThat(pull.readMessage()).containsExactly("3");
      }
    }
  }

  @Test
  void aRequestThatNobodyAnswersTimesOut() throws Exception {
    try (WirePeer client = peer("REQ")) {
      client.sendMessage("", "anybody?");
      assertThat(client.readMessage()).containsExactly("", "x-reply", "timed-out", "");
      await("it is not kept", () -> broker.ready("zmtp") == 0);
      WirePeer worker = peer("REP");
      client.sendMessage("", "again");
      List<String> request = worker.readMessage();
      assertThat(request.get(2)).isEqualTo("again");
      assertThat(client.readMessage()).contains("timed-out");
      worker.sendMessage(request.get(0), "", "too late");
      client.sendMessage("", "third");
      List<String> third = worker.readMessage();
      worker.sendMessage(third.get(0), "", "in time");
      assertThat(client.readMessage()).containsExactly("", "in time");
      worker.close();
    }
  }

  @Test
  void aRoutingIdMayNameTheService() throws Exception {
    try (WirePeer client = new WirePeer(broker.port());
        WirePeer worker = new WirePeer(broker.port("zmtp/work"))) {
      client.send(WirePeer.greeting(1, "NULL"));
      client.read(64);
      client.sendCommand(
          "READY",
          bytes(
              latin1(WirePeer.property("Socket-Type", "DEALER"))
                  + latin1(WirePeer.property("Identity", "work/me"))));
      client.readFrame();
      worker.handshake("REP");
      client.sendMessage("", "hello");
      assertThat(worker.readMessage().get(2)).isEqualTo("hello");
      assertThat(broker.queue("work").durable()).isTrue();
    }
  }

  @Test
  void whatIsNoKnownSocketIsRefused() throws Exception {
    for (String type : List.of("PAIR", "RADIO", "")) {
      try (WirePeer peer = new WirePeer(broker.port())) {
        assertThat(peer.handshake(type).text()).startsWith("\5ERROR");
        assertThat(peer.isClosedByBroker()).isTrue();
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
