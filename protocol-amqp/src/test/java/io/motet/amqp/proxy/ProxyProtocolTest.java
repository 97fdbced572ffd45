package io.motet.amqp.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import io.motet.broker.connection.ClientConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** RabbitMQ's Java client behind a proxy that says who the client is. */
@Timeout(60)
class ProxyProtocolTest {
  private static final byte[] FROM_AFAR =
      "PROXY TCP4 192.0.2.7 198.51.100.1 1234 5672\r\n".getBytes(StandardCharsets.US_ASCII);

  private Broker broker;

  private void start(String... settings) {
    BrokerSettings.Builder builder =
        BrokerSettings.builder()
            .set("listeners.tcp.default", "127.0.0.1:0")
            .set("amqp.refusal_delay", "10")
            .set("proxy_protocol", "true");
    for (int i = 0; i < settings.length; i += 2) {
      builder.set(settings[i], settings[i + 1]);
    }
    broker = Broker.start(builder.build());
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private Connection connect(byte[] header) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(broker.port("amqp"));
    factory.setSocketFactory(new ProxyingSockets(header));
    return factory.newConnection();
  }

  private ClientConnection seen() {
    return broker.context().connections().all().iterator().next();
  }

  @Test
  void showsTheClientBehindTheProxy() throws Exception {
    start("loopback_users", "none");
    try (Connection connection = connect(FROM_AFAR)) {
      assertThat(connection.isOpen()).isTrue();
      assertThat(seen().name()).isEqualTo("192.0.2.7:1234 -> 198.51.100.1:5672");
      assertThat(seen().peerHost()).isEqualTo("192.0.2.7");
      assertThat(seen().port()).isEqualTo(5672);
    }
  }

  @Test
  void takesTheBinaryVersion() throws Exception {
    start("loopback_users", "none");
    try (Connection connection = connect(version2(0x21, 0x21, ipv6()))) {
      assertThat(connection.isOpen()).isTrue();
      assertThat(seen().name()).isEqualTo("[2001:db8:0:0:0:0:0:1]:1234 -> [0:0:0:0:0:0:0:1]:5672");
    }
  }

  private static byte[] ipv6() {
    byte[] addresses = new byte[36];
    addresses[0] = 0x20;
    addresses[1] = 0x01;
    addresses[2] = 0x0D;
    addresses[3] = (byte) 0xB8;
    addresses[15] = 1;
    addresses[31] = 1;
    addresses[32] = 1234 >> 8;
    addresses[33] = (byte) 1234;
    addresses[34] = 5672 >> 8;
    addresses[35] = (byte) 5672;
    return addresses;
  }

  private static byte[] version2(int command, int family, byte[] addresses) {
    byte[] signature = "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII);
    byte[] header = java.util.Arrays.copyOf(signature, 16 + addresses.length);
    header[12] = (byte) command;
    header[13] = (byte) family;
    header[15] = (byte) addresses.length;
    System.arraycopy(addresses, 0, header, 16, addresses.length);
    return header;
  }

  /** A proxy that looks whether the broker is alive speaks for itself. */
  @Test
  void believesTheSocketWhenTheProxyNamesNobody() throws Exception {
    start();
    try (Connection connection = connect(version2(0x20, 0, new byte[0]))) {
      assertThat(connection.isOpen()).isTrue();
      assertThat(seen().peerHost()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void guestsFromAfarAreRefusedThoughTheProxyIsNear() {
    start();
    assertThatThrownBy(() -> connect(FROM_AFAR)).isInstanceOf(AuthenticationFailureException.class);
  }

  @Test
  void nobodyComesInWithoutAHeader() throws Exception {
    start();
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), broker.port("amqp"))) {
      client.getOutputStream().write("AMQP\0\0\11\1".getBytes(StandardCharsets.ISO_8859_1));
      client.getOutputStream().write(new byte[200]);
      assertThat(endOf(client)).isTrue();
    }
  }

  @Test
  void aHeaderThatNeverComesIsNotWaitedForLonger() throws Exception {
    start("handshake_timeout", "50");
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), broker.port("amqp"))) {
      assertThat(endOf(client)).isTrue();
    }
  }

  private static boolean endOf(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() == -1;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  /** Sockets on which a proxy's header goes first. */
  private static final class ProxyingSockets extends SocketFactory {
    private final byte[] header;

    ProxyingSockets(byte[] header) {
      this.header = header;
    }

    @Override
    public Socket createSocket() {
      return new Socket() {
        @Override
        public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
          super.connect(endpoint, timeoutMillis);
          getOutputStream().write(header);
        }
      };
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }
}
