package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What no client library sends: the answer is Kafka's own, or the end of the connection. */
class HostileFramesTest {
  private static final int LIMIT_BYTES = 4096;

  private TestServer server;

  @BeforeEach
  void startServer() {
    server = TestServer.start(Map.of("kafka.socket.request.max.bytes", "" + LIMIT_BYTES));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout((int) TestServer.LONG.toMillis());
    return socket;
  }

  private static byte[] request(int api, int version, int bodyBytes) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 10 + bodyBytes);
    bytes.putInt(10 + bodyBytes).putShort((short) api).putShort((short) version);
    bytes.putInt(7).putShort((short) -1);
    return bytes.array();
  }

  private static byte[] send(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int length = in.read() << 24;
    if (length < 0) {
      return null;
    }
    length |= (in.readUnsignedByte() << 16) | in.readUnsignedShort();
    byte[] answer = new byte[length];
    in.readFully(answer);
    return answer;
  }

  @Test
  void anUnknownVersionOfApiVersionsIsAnsweredInVersion0WithWhatIsServed() throws IOException {
    try (Socket socket = connect()) {
      ByteBuffer answer = ByteBuffer.wrap(send(socket, request(18, 99, 20)));
      assertThat(answer.getInt()).isEqualTo(7);
      assertThat(answer.getShort()).isEqualTo((short) 35);
      int apis = answer.getInt();
      assertThat(apis).isGreaterThan(10);
      assertThat(answer.remaining()).isEqualTo(apis * 6);
      // The connection goes on.
      assertThat(send(socket, request(18, 0, 0))).isNotNull();
    }
  }

  @Test
  void wrongFramesEndTheirConnectionOnly() throws IOException {
    try (Socket good = connect()) {
      assertEnds(request(18, 0, LIMIT_BYTES));
      assertEnds(new byte[] {-1, 0, 0, 5, 0, 0, 0, 0});
      assertEnds(request(999, 0, 0));
      assertEnds(request(0, 99, 0));
      // A metadata request that promises two billion topics.
      byte[] lying = request(3, 1, 4);
      ByteBuffer.wrap(lying).putInt(14, Integer.MAX_VALUE);
      assertEnds(lying);
      assertThat(send(good, request(18, 0, 0))).isNotNull();
    }
  }

  @Test
  void beforeTheLoginRequestsAreSmall() throws Exception {
    server.close();
    server =
        TestServer.start(
            Map.of("kafka.anonymous.user", "none", "kafka.sasl.server.max.receive.size", "1024"));
    assertEnds(new byte[] {0, 0, 4, 1});
    try (Socket socket = connect()) {
      assertThat(send(socket, request(18, 0, 1014))).isNotNull();
    }
    Map<String, Object> login =
        Map.of(
            "security.protocol", "SASL_PLAINTEXT",
            "sasl.mechanism", "PLAIN",
            "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                    + " username=\"guest\" password=\"guest\";");
    try (KafkaProducer<String, String> producer = server.producer(login)) {
      producer.send(new ProducerRecord<>("t", "x".repeat(10_000))).get();
    }
  }

  private void assertEnds(byte[] bytes) throws IOException {
    try (Socket socket = connect()) {
      byte[] answer;
      try {
        answer = send(socket, bytes);
      } catch (SocketException e) {
        // Closed with bytes of ours unread: that ends it too.
        answer = null;
      }
      assertThat(answer).isNull();
    }
  }
}
