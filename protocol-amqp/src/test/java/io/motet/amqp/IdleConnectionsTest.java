package io.motet.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.sun.management.UnixOperatingSystemMXBean;
import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import io.motet.broker.connection.ClientConnection;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many connections that only stay open, beside one that works: 10,000, or as many as the file
 * descriptors allow, since this process holds both ends of each.
 */
@Timeout(300)
class IdleConnectionsTest {
  private static final int WANTED = 10_000;
  private static final int OTHER_DESCRIPTORS = 1_000;

  private static int affordable() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
      return (int) Math.min(WANTED, (free - OTHER_DESCRIPTORS) / 2);
    }
    return OTHER_DESCRIPTORS;
  }

  @Test
  void stayOpenAndDoNotHoldUpTheOthers() throws Exception {
    int count = affordable();
    System.out.println("idle connections: " + count + " of " + WANTED + " wanted");
    assertThat(count).isPositive();
    List<Socket> idle = new ArrayList<>();
    try (Broker broker =
        Broker.start(
            BrokerSettings.builder()
                .set("listeners.tcp.default", "127.0.0.1:0")
                .set("shards", "2")
                .build())) {
      for (int i = 0; i < count; i++) {
        idle.add(connect(broker.port("amqp")));
      }
      assertThat(connections(broker)).hasSize(count);

      exchangeMessages(broker.port("amqp"), 1_000);
      await(() -> connections(broker).size() == count);
      assertThat(connections(broker)).allMatch(seen -> seen.state().equals("running"));
      assertThat(connections(broker)).allMatch(seen -> seen.counters().pendingSendBytes() == 0);

      closeAll(idle);
      await(() -> connections(broker).isEmpty());
    } finally {
      closeAll(idle);
    }
  }

  private static List<ClientConnection> connections(Broker broker) {
    return List.copyOf(broker.context().connections().all());
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws InterruptedException {
    while (!condition.holds()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static void exchangeMessages(int port, int messages) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(port);
    try (Connection working = factory.newConnection()) {
      Channel channel = working.createChannel();
      channel.queueDeclare("q", false, false, false, null);
      channel.confirmSelect();
      for (int i = 0; i < messages; i++) {
        channel.basicPublish("", "q", null, new byte[100]);
      }
      channel.waitForConfirmsOrDie(60_000);
      for (int i = 0; i < messages; i++) {
        assertThat(channel.basicGet("q", true)).isNotNull();
      }
    }
  }

  private static void closeAll(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  /** The smallest handshake: all frames at once, then what the server says up to open-ok. */
  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    OutputStream out = socket.getOutputStream();
    out.write("AMQP\0\0\11\1".getBytes(StandardCharsets.ISO_8859_1));
    out.write(startOk());
    out.write(frame(new byte[] {0, 10, 0, 31, 7, (byte) 0xFF, 0, 2, 0, 0, 0, 0}));
    out.write(frame(new byte[] {0, 10, 0, 40, 1, '/', 0, 0}));
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int method = 0;
    while (method != 41) {
      in.skipNBytes(3);
      int size = in.readInt();
      in.readUnsignedShort();
      method = in.readUnsignedShort();
      in.skipNBytes(size - 4 + 1);
    }
    return socket;
  }

  private static byte[] startOk() {
    byte[] fields =
        "\0\12\0\13\0\0\0\0\5PLAIN\0\0\0\14\0guest\0guest\5en_US"
            .getBytes(StandardCharsets.ISO_8859_1);
    return frame(fields);
  }

  private static byte[] frame(byte[] payload) {
    byte[] frame = new byte[payload.length + 8];
    frame[0] = 1;
    frame[5] = (byte) (payload.length >> 8);
    frame[6] = (byte) payload.length;
    System.arraycopy(payload, 0, frame, 7, payload.length);
    frame[frame.length - 1] = (byte) 0xCE;
    return frame;
  }
}
