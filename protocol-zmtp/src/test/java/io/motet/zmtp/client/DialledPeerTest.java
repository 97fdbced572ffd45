package io.motet.zmtp.client;

import static io.motet.zmtp.support.TestBroker.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.zmtp.support.TestBroker;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The broker connects to servers that bind, and again when they come back. */
class DialledPeerTest {
  private static int freePort() throws Exception {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private static void roundTrip(ZMQ.Socket client, ZMQ.Socket server) {
    client.send("Hello");
    assertThat(server.recvStr()).isEqualTo("Hello");
    server.send("World");
    assertThat(client.recvStr()).isEqualTo("World");
  }

  @Test
  void aServerThatBindsIsServedAndFoundAgain() throws Exception {
    int port = freePort();
    try (TestBroker broker =
            new TestBroker(
                "zmtp.connect.square", "tcp://127.0.0.1:" + port,
                "zmtp.reconnect.min.ms", "10",
                "zmtp.reconnect.max.ms", "50",
                "zmtp.handshake.timeout.ms", "500");
        ZContext context = new ZContext()) {
      ZMQ.Socket client = Sockets.create(context, SocketType.REQ);
      client.setIdentity("square/me".getBytes(ZMQ.CHARSET));
      client.connect(broker.url());
      for (int run = 0; run < 2; run++) {
        ZMQ.Socket server = Sockets.create(context, SocketType.REP);
        await("the port is free", () -> bound(server, port));
        roundTrip(client, server);
        server.close();
        await("it is gone", () -> broker.consumers("square") == 0);
      }
    }
  }

  private static boolean bound(ZMQ.Socket server, int port) {
    try {
      return server.bind("tcp://127.0.0.1:" + port);
    } catch (org.zeromq.ZMQException inUse) {
      return false;
    }
  }
}
