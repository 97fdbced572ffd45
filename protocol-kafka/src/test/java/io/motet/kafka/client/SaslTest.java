package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SaslTest {
  private TestServer server;

  @BeforeEach
  void startServer() {
    server = TestServer.start(Map.of("kafka.anonymous.user", "none"));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private static Map<String, Object> login(String password) {
    return login("PLAIN", "guest", password);
  }

  /** What a client needs to log in, by PLAIN or a mechanism of SCRAM. */
  static Map<String, Object> login(String mechanism, String user, String password) {
    String module =
        mechanism.equals("PLAIN")
            ? "org.apache.kafka.common.security.plain.PlainLoginModule"
            : "org.apache.kafka.common.security.scram.ScramLoginModule";
    Map<String, Object> login = new HashMap<>();
    login.put("security.protocol", "SASL_PLAINTEXT");
    login.put("sasl.mechanism", mechanism);
    login.put(
        "sasl.jaas.config",
        module + " required username=\"" + user + "\" password=\"" + password + "\";");
    return login;
  }

  @Test
  void theBrokersUsersLogIn() throws Exception {
    try (KafkaProducer<String, String> producer = server.producer(login("guest"));
        KafkaConsumer<String, String> consumer = server.consumer("g", login("guest"))) {
      producer.send(new ProducerRecord<>("t", "hello")).get();
      consumer.subscribe(List.of("t"));
      assertThat(TestServer.poll(consumer, 1))
          .extracting(ConsumerRecord::value)
          .containsExactly("hello");
    }
  }

  @Test
  void aWrongPasswordIsRefused() {
    try (KafkaProducer<String, String> producer = server.producer(login("wrong"))) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>("t", "x")).get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
  }

  @Test
  void whoDoesNotLogInGetsNothing() {
    try (KafkaProducer<String, String> producer = server.producer(Map.of("max.block.ms", 1000))) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>("t", "x")).get())
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  private static byte[] exchange(Socket socket, byte[] frame) throws IOException {
    new DataOutputStream(socket.getOutputStream()).writeInt(frame.length);
    socket.getOutputStream().write(frame);
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] answer = new byte[in.readInt()];
    in.readFully(answer);
    return answer;
  }

  private static byte[] request(int api, int version, byte[] body) {
    return ByteBuffer.allocate(10 + body.length)
        .putShort((short) api)
        .putShort((short) version)
        .putInt(7)
        .putShort((short) -1)
        .put(body)
        .array();
  }

  /** As clients before 1.0 do. */
  @Test
  void aBareTokenLogsIn() throws IOException {
    byte[] plain = {0, 5, 'P', 'L', 'A', 'I', 'N'};
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      assertThat(exchange(socket, request(17, 0, plain))).startsWith(0, 0, 0, 7, 0, 0);
      byte[] token = "\0guest\0guest".getBytes(StandardCharsets.UTF_8);
      assertThat(exchange(socket, token)).isEmpty();
      assertThat(exchange(socket, request(3, 0, new byte[4]))).startsWith(0, 0, 0, 7);
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      exchange(socket, request(17, 0, plain));
      byte[] token = "\0guest\0wrong".getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> exchange(socket, token)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void otherMechanismsAreRefused() throws IOException {
    byte[] unknown = {0, 3, 'A', 'B', 'C'};
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      assertThat(exchange(socket, request(17, 1, unknown))).startsWith(0, 0, 0, 7, 0, 33);
      // Nothing was agreed on.
      assertThat(exchange(socket, request(36, 0, new byte[4]))).startsWith(0, 0, 0, 7, 0, 34);
    }
  }
}
