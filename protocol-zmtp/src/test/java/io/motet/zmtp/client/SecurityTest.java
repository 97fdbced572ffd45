package io.motet.zmtp.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.user.Permissions;
import io.motet.broker.user.Users;
import io.motet.zmtp.support.TestBroker;
import io.motet.zmtp.support.WirePeer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Who is let in, and as whom: NULL, PLAIN and CURVE. */
class SecurityTest {
  private final ZMQ.Curve.KeyPair serverKeys = ZMQ.Curve.generateKeyPair();
  private final ZMQ.Curve.KeyPair clientKeys = ZMQ.Curve.generateKeyPair();
  private final TestBroker broker =
      new TestBroker(
          "zmtp.anonymous.user", "none",
          "zmtp.curve.secret.key", serverKeys.secretKey,
          "zmtp.curve.users.alice", clientKeys.publicKey);
  private final ZContext context = new ZContext();

  @BeforeEach
  void users() throws Exception {
    Users users = broker.broker().context().users();
    broker.broker().context().virtualHosts().put("other", "", List.of()).get(30, TimeUnit.SECONDS);
    for (String name : List.of("alice", "bob")) {
      users.putWithPassword(name, bytes("secret"), List.of()).get(30, TimeUnit.SECONDS);
    }
    permit("alice", "/", ".*", ".*");
    permit("alice", "other", ".*", ".*");
    permit("bob", "/", "", "");
  }

  private void permit(String user, String virtualHost, String write, String read) throws Exception {
    broker
        .broker()
        .context()
        .users()
        .setPermissions(new Permissions(user, virtualHost, write, write, read))
        .get(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() {
    context.close();
    broker.close();
  }

  private ZMQ.Socket plain(SocketType type, String user, String password) {
    ZMQ.Socket socket = Sockets.create(context, type);
    socket.setPlainUsername(bytes(user));
    socket.setPlainPassword(bytes(password));
    socket.connect(broker.url());
    return socket;
  }

  private ZMQ.Socket curve(SocketType type, ZMQ.Curve.KeyPair keys) {
    ZMQ.Socket socket = Sockets.create(context, type);
    socket.setCurveServerKey(bytes(serverKeys.publicKey));
    socket.setCurvePublicKey(bytes(keys.publicKey));
    socket.setCurveSecretKey(bytes(keys.secretKey));
    socket.connect(broker.url());
    return socket;
  }

  private static void roundTrip(ZMQ.Socket client, ZMQ.Socket worker) {
    client.send("ping");
    assertThat(worker.recvStr()).isEqualTo("ping");
    worker.send("pong");
    assertThat(client.recvStr()).isEqualTo("pong");
  }

  private static void getsNothing(ZMQ.Socket client) {
    client.setReceiveTimeOut(300);
    client.send("ping");
    assertThat(client.recv()).isNull();
  }

  @Test
  void plain() {
    roundTrip(plain(SocketType.REQ, "alice", "secret"), plain(SocketType.REP, "alice", "secret"));
  }

  @Test
  void plainNamesVirtualHostAndService() {
    ZMQ.Socket client = plain(SocketType.REQ, "jobs/alice@other", "secret");
    roundTrip(client, plain(SocketType.REP, "jobs/alice@other", "secret"));
    assertThat(broker.broker().context().virtualHosts().get("other").queue("jobs")).isNotNull();
    assertThat(broker.queue("zmtp")).isNull();
  }

  @Test
  void aWrongPasswordIsRefusedWithAStatus() throws Exception {
    try (WirePeer peer = new WirePeer(broker.port())) {
      peer.send(WirePeer.greeting(1, "PLAIN"));
      peer.read(64);
      peer.sendCommand("HELLO", bytes("\5alice\5wrong"));
      WirePeer.Frame answer = peer.readFrame();
      assertThat(answer.isCommand()).isTrue();
      assertThat(answer.text()).isEqualTo("\5ERROR\003400");
      assertThat(peer.isClosedByBroker()).isTrue();
    }
  }

  @Test
  void aUserWithoutPermissionGetsNothing() {
    ZMQ.Socket worker = plain(SocketType.REP, "alice", "secret");
    getsNothing(plain(SocketType.REQ, "bob", "secret"));
    roundTrip(plain(SocketType.REQ, "alice", "secret"), worker);
  }

  @Test
  void curve() {
    ZMQ.Socket client = curve(SocketType.REQ, clientKeys);
    ZMQ.Socket worker = curve(SocketType.REP, clientKeys);
    roundTrip(client, worker);
    List<byte[]> request = List.of(new byte[0], new byte[300], new byte[200_000], bytes("end"));
    Sockets.send(client, request);
    assertThat(Sockets.receive(worker)).usingRecursiveComparison().isEqualTo(request);
  }

  @Test
  void curvePublishersAndSubscribers() {
    ZMQ.Socket sub = curve(SocketType.SUB, clientKeys);
    sub.subscribe("a");
    ZMQ.Socket pub = curve(SocketType.PUB, clientKeys);
    sub.setReceiveTimeOut(20);
    String received = null;
    for (int tries = 0; received == null && tries < 500; tries++) {
      pub.send("b");
      pub.send("abc");
      received = sub.recvStr();
    }
    assertThat(received).isEqualTo("abc");
  }

  @Test
  void anUnknownKeyIsRefused() {
    curve(SocketType.REP, clientKeys);
    getsNothing(curve(SocketType.REQ, ZMQ.Curve.generateKeyPair()));
  }

  @Test
  void whoDoesNotSayWhoItIsIsRefused() throws Exception {
    try (WirePeer peer = new WirePeer(broker.port())) {
      peer.send(WirePeer.greeting(1, "NULL"));
      peer.read(64);
      peer.sendCommand("READY", WirePeer.property("Socket-Type", "REQ"));
      assertThat(peer.readFrame().text()).isEqualTo("\5ERROR\003400");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
