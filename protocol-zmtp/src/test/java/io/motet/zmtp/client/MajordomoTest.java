package io.motet.zmtp.client;

import static io.motet.zmtp.support.TestBroker.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.zmtp.support.TestBroker;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Majordomo 0.1 and 0.2, its management services and Titanic, spoken over JeroMQ sockets. */
class MajordomoTest {
  private final TestBroker broker =
      new TestBroker(
          "zmtp.majordomo.heartbeat.ms", "100",
          "zmtp.majordomo.liveness", "5",
          "zmtp.max.reply.parts", "3",
          "zmtp.request.timeout.ms", "20000");
  private final ZContext context = new ZContext();

  @AfterEach
  void close() {
    context.close();
    broker.close();
  }

  private ZMQ.Socket connect(SocketType type) {
    return Sockets.connect(context, type, broker.url());
  }

  private static void send(ZMQ.Socket socket, Object... frames) {
    Sockets.send(socket, Arrays.stream(frames).map(MajordomoTest::frame).toList());
  }

  private static byte[] frame(Object frame) {
    return switch (frame.getClass().getSimpleName()) {
      case "byte[]" -> (byte[]) frame;
      case "Integer" -> new byte[] {((Integer) frame).byteValue()};
      default -> frame.toString().getBytes(StandardCharsets.UTF_8);
    };
  }

  /** What comes next that is no heartbeat. */
  private static List<byte[]> receive(ZMQ.Socket worker, int commandFrame, int heartbeat) {
    List<byte[]> frames;
    do {
      frames = Sockets.receive(worker);
    } while (frames.get(commandFrame)[0] == heartbeat);
    return frames;
  }

  private ZMQ.Socket worker01(String service) {
    int before = broker.consumers(service);
    ZMQ.Socket worker = connect(SocketType.DEALER);
    send(worker, "", "MDPW01", 1, service);
    await("it is registered", () -> broker.consumers(service) > before);
    return worker;
  }

  @Test
  void version01() {
    ZMQ.Socket client = connect(SocketType.REQ);
    send(client, "MDPC01", "echo", "Hello", "world");
    ZMQ.Socket worker = worker01("echo");
    List<byte[]> request = receive(worker, 2, 4);
    List<String> texts = Sockets.texts(request);
    assertThat(texts.subList(0, 2)).containsExactly("", "MDPW01");
    assertThat(request.get(2)).containsExactly(2);
    assertThat(texts.subList(4, 7)).containsExactly("", "Hello", "world");
    send(worker, "", "MDPW01", 3, request.get(3), "", "Hi", "there");
    assertThat(Sockets.texts(Sockets.receive(client)))
        .containsExactly("MDPC01", "echo", "Hi", "there");
  }

  @Test
  void version02WithPartials() {
    ZMQ.Socket worker = connect(SocketType.DEALER);
    send(worker, "MDPW02", 1, "count");
    ZMQ.Socket client = connect(SocketType.DEALER);
    send(client, "MDPC02", 1, "count", "to three");
    List<byte[]> request = receive(worker, 1, 5);
    assertThat(Sockets.texts(request).get(0)).isEqualTo("MDPW02");
    assertThat(request.get(1)).containsExactly(2);
    assertThat(Sockets.texts(request).subList(3, 5)).containsExactly("", "to three");
    byte[] address = request.get(2);
    send(worker, "MDPW02", 3, address, "", "one");
    send(worker, "MDPW02", 3, address, "", "two");
    send(worker, "MDPW02", 4, address, "", "three");
    for (String part : List.of("one", "two", "three")) {
      List<byte[]> reply = Sockets.receive(client);
      assertThat(reply.get(1)).containsExactly(part.equals("three") ? 3 : 2);
      assertThat(Sockets.texts(reply).subList(2, 4)).containsExactly("count", part);
    }
  }

  @Test
  void partsGoTogetherWhereTheClientKnowsNone() {
    ZMQ.Socket worker = connect(SocketType.DEALER);
    send(worker, "MDPW02", 1, "count");
    ZMQ.Socket client = connect(SocketType.REQ);
    send(client, "MDPC01", "count", "to two");
    byte[] address = receive(worker, 1, 5).get(2);
    send(worker, "MDPW02", 3, address, "", "one");
    send(worker, "MDPW02", 4, address, "", "two");
    assertThat(Sockets.texts(Sockets.receive(client)))
        .containsExactly("MDPC01", "count", "one", "two");
  }

  @Test
  void partsBeyondTheLimitFailTheRequest() {
    ZMQ.Socket worker = connect(SocketType.DEALER);
    send(worker, "MDPW02", 1, "count");
    ZMQ.Socket client = connect(SocketType.REQ);
    for (int parts = 3; parts <= 4; parts++) {
      send(client, "MDPC01", "count", "to " + parts);
      byte[] address = receive(worker, 1, 5).get(2);
      for (int i = 0; i < parts; i++) {
        send(worker, "MDPW02", 3, address, "", "part");
      }
      send(worker, "MDPW02", 4, address, "", "last");
      List<String> reply = Sockets.texts(Sockets.receive(client));
      assertThat(reply.subList(2, reply.size()))
          .containsExactly(
              parts == 3
                  ? new String[] {"part", "part", "part", "last"}
                  : new String[] {"x-reply", "exception", "a reply of too many parts"});
    }
  }

  @Test
  void aLostWorkersRequestGoesToAnother() {
    ZMQ.Socket lost = worker01("echo");
    ZMQ.Socket client = connect(SocketType.REQ);
    send(client, "MDPC01", "echo", "precious");
    receive(lost, 2, 4);
    ZMQ.Socket other = worker01("echo");
    lost.close();
    assertThat(Sockets.texts(receive(other, 2, 4)).get(5)).isEqualTo("precious");
  }

  @Test
  void aWorkerThatDisconnectsGetsNothingMore() {
    ZMQ.Socket worker = worker01("echo");
    send(worker, "", "MDPW01", 5);
    await("it is gone", () -> broker.consumers("echo") == 0);
  }

  @Test
  void aSilentWorkerIsDisconnected() {
    ZMQ.Socket worker = worker01("echo");
    List<byte[]> last = receive(worker, 2, 4);
    assertThat(last.get(2)).containsExactly(5);
    await("it is gone", () -> broker.consumers("echo") == 0);
  }

  @Test
  void aWorkerThatBreaksTheOrderIsDisconnected() {
    ZMQ.Socket worker = connect(SocketType.DEALER);
    send(worker, "", "MDPW01", 4);
    assertThat(Sockets.receive(worker).get(2)).containsExactly(5);
    ZMQ.Socket management = connect(SocketType.DEALER);
    send(management, "", "MDPW01", 1, "mmi.mine");
    assertThat(Sockets.receive(management).get(2)).containsExactly(5);
  }

  @Test
  void managementServices() {
    ZMQ.Socket client = connect(SocketType.REQ);
    assertThat(ask(client, "mmi.service", "echo")).containsExactly("404");
    worker01("echo");
    assertThat(ask(client, "mmi.service", "echo")).containsExactly("200");
    assertThat(ask(client, "mmi.other", "x")).containsExactly("501");
  }

  private static List<String> ask(ZMQ.Socket client, String service, Object... body) {
    Object[] frames = new Object[2 + body.length];
    frames[0] = "MDPC01";
    frames[1] = service;
    System.arraycopy(body, 0, frames, 2, body.length);
    send(client, frames);
    List<String> reply = Sockets.texts(Sockets.receive(client));
    assertThat(reply.subList(0, 2)).containsExactly("MDPC01", service);
    return reply.subList(2, reply.size());
  }

  @Test
  void titanicKeepsRequestAndReply() {
    ZMQ.Socket client = connect(SocketType.REQ);
    List<String> stored = ask(client, "titanic.request", "echo", "Hello", "you");
    assertThat(stored.get(0)).isEqualTo("200");
    String id = stored.get(1);
    assertThat(id).matches("[0-9a-f]{32}");
    assertThat(ask(client, "titanic.reply", id)).containsExactly("300");
    ZMQ.Socket worker = worker01("echo");
    List<byte[]> request = receive(worker, 2, 4);
    assertThat(Sockets.texts(request).subList(5, 7)).containsExactly("Hello", "you");
    send(worker, "", "MDPW01", 3, request.get(3), "", "Hi", "!");
    await("the reply is there", () -> broker.ready("titanic." + id) == 1);
    assertThat(ask(client, "titanic.reply", id)).containsExactly("200", "Hi", "!");
    assertThat(ask(client, "titanic.reply", id)).containsExactly("200", "Hi", "!");
    assertThat(ask(client, "titanic.close", id)).containsExactly("200");
    assertThat(ask(client, "titanic.reply", id)).containsExactly("400");
    assertThat(ask(client, "titanic.close", id)).containsExactly("200");
  }
}
