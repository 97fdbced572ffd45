package io.motet.zmtp.client;

import static io.motet.zmtp.support.TestBroker.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.connection.ClientChannel;
import io.motet.zmtp.support.TestBroker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** Unmodified JeroMQ sockets that all connect, in pairs. */
class SocketPairsTest {
  private final TestBroker broker = new TestBroker();
  private final ZContext context = new ZContext();

  @AfterEach
  void close() {
    context.close();
    broker.close();
  }

  private ZMQ.Socket connect(SocketType type) {
    return Sockets.connect(context, type, broker.url());
  }

  @Test
  void reqAndRep() {
    ZMQ.Socket client = connect(SocketType.REQ);
    ZMQ.Socket worker = connect(SocketType.REP);
    for (int i = 0; i < 10; i++) {
      client.send("Hello " + i);
      assertThat(worker.recvStr()).isEqualTo("Hello " + i);
      worker.send("World " + i);
      assertThat(client.recvStr()).isEqualTo("World " + i);
    }
  }

  @Test
  void whatAWorkerHasIsShown() {
    ZMQ.Socket worker = connect(SocketType.REP);
    await("it reads", () -> shown(ClientChannel::consumerCount) == 1);
    ZMQ.Socket client = connect(SocketType.REQ);
    client.send("one");
    assertThat(worker.recvStr()).isEqualTo("one");
    assertThat(shown(ClientChannel::unacknowledgedCount)).isEqualTo(1);
    worker.send("done");
    assertThat(client.recvStr()).isEqualTo("done");
    await("it is free", () -> shown(ClientChannel::unacknowledgedCount) == 0);
    worker.close();
    await("it is gone", () -> shown(ClientChannel::consumerCount) == 0);
  }

  private int shown(ToIntFunction<ClientChannel> figure) {
    return broker.broker().context().connections().all().stream()
        .flatMap(connection -> connection.channels().stream())
        .mapToInt(figure)
        .sum();
  }

  @Test
  void framesAreKept() {
    ZMQ.Socket client = connect(SocketType.REQ);
    ZMQ.Socket worker = connect(SocketType.REP);
    List<byte[]> request = List.of(new byte[0], new byte[300], new byte[70_000], bytes("end"));
    Sockets.send(client, request);
    List<byte[]> received = Sockets.receive(worker);
    assertThat(received).usingRecursiveComparison().isEqualTo(request);
    Sockets.send(worker, List.of(bytes("a"), new byte[0]));
    assertThat(Sockets.texts(Sockets.receive(client))).containsExactly("a", "");
  }

  @Test
  void aLargeFrame() {
    ZMQ.Socket client = connect(SocketType.REQ);
    ZMQ.Socket worker = connect(SocketType.REP);
    byte[] large = new byte[20 << 20];
    large[large.length - 1] = 7;
    client.send(large);
    byte[] received = worker.recv();
    assertThat(received).isEqualTo(large);
    worker.send(received);
    assertThat(client.recv()).isEqualTo(large);
  }

  @Test
  void aRequestWaitsForAWorker() {
    ZMQ.Socket client = connect(SocketType.REQ);
    client.send("early");
    await("the request waits", () -> broker.ready("zmtp") == 1);
    ZMQ.Socket worker = connect(SocketType.REP);
    assertThat(worker.recvStr()).isEqualTo("early");
    worker.send("late but here");
    assertThat(client.recvStr()).isEqualTo("late but here");
  }

  @Test
  void dealerPipelinesAndEnvelopesComeBack() {
    ZMQ.Socket client = connect(SocketType.DEALER);
    ZMQ.Socket worker = connect(SocketType.REP);
    for (int i = 0; i < 5; i++) {
      Sockets.send(client, List.of(bytes("id" + i), new byte[0], bytes("job" + i)));
    }
    for (int i = 0; i < 5; i++) {
      assertThat(worker.recvStr()).isEqualTo("job" + i);
      worker.send("res" + i);
    }
    for (int i = 0; i < 5; i++) {
      assertThat(Sockets.texts(Sockets.receive(client))).containsExactly("id" + i, "", "res" + i);
    }
  }

  @Test
  void dealerAndRouter() {
    ZMQ.Socket client = connect(SocketType.DEALER);
    ZMQ.Socket worker = connect(SocketType.ROUTER);
    for (int i = 0; i < 3; i++) {
      Sockets.send(client, List.of(bytes("job" + i)));
    }
    List<ZMsg> jobs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      jobs.add(ZMsg.recvMsg(worker)); // several at a time
    }
    for (ZMsg job : jobs) {
      String body = new String(job.pollLast().getData(), StandardCharsets.UTF_8);
      job.addString("done " + body);
      job.send(worker);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(Sockets.texts(Sockets.receive(client))).containsExactly("done job" + i);
    }
  }

  @Test
  void oneRequestAtATimeForEachWorker() {
    ZMQ.Socket first = connect(SocketType.REP);
    ZMQ.Socket second = connect(SocketType.REP);
    await("both work", () -> broker.consumers("zmtp") == 2);
    ZMQ.Socket client = connect(SocketType.DEALER);
    for (int i = 0; i < 3; i++) {
      Sockets.send(client, List.of(new byte[0], bytes("job" + i)));
    }
    assertThat(first.recvStr()).isNotNull();
    assertThat(second.recvStr()).isNotNull();
    assertThat(broker.ready("zmtp")).isEqualTo(1);
    first.send("done");
    assertThat(first.recvStr()).isEqualTo("job2");
  }

  @Test
  void aRequestOfALostWorkerGoesToAnother() {
    ZMQ.Socket lost = connect(SocketType.REP);
    ZMQ.Socket client = connect(SocketType.REQ);
    client.send("precious");
    assertThat(lost.recvStr()).isEqualTo("precious");
    ZMQ.Socket other = connect(SocketType.REP);
    lost.setLinger(0);
    lost.close();
    assertThat(other.recvStr()).isEqualTo("precious");
    other.send("safe");
    assertThat(client.recvStr()).isEqualTo("safe");
  }

  @Test
  void pushAndPull() {
    ZMQ.Socket push = connect(SocketType.PUSH);
    for (int i = 0; i < 1000; i++) {
      push.send("task" + i);
    }
    Sockets.send(push, List.of(bytes("two"), bytes("frames")));
    await("they wait in a queue", () -> broker.ready("zmtp") == 1001);
    ZMQ.Socket pull = connect(SocketType.PULL);
    for (int i = 0; i < 1000; i++) {
      assertThat(pull.recvStr()).isEqualTo("task" + i);
    }
    assertThat(Sockets.texts(Sockets.receive(pull))).containsExactly("two", "frames");
    await("the queue is empty", () -> broker.queue("zmtp").statistics().ready() == 0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
