package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.connection.ConnectionCounters;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that asks for much and reads nothing: its answers come from files. */
class SlowReaderTest {
  private static final String TOPIC = "large";
  private static final int FETCHES = 100;
  private static final int ANSWER_BYTES = 900_000;

  /** What the two ends of a socket may hold by themselves, and some answers more. */
  private static final long MOST_SENT_BYTES = 30_000_000;

  @TempDir private Path data;
  private TestServer server;

  @BeforeEach
  void startServer() throws Exception {
    server =
        TestServer.start(
            data,
            Map.of(
                "shards",
                "1",
                "kafka.high.watermark.bytes",
                "100000",
                "kafka.connection.max.request.bytes",
                "1MiB"));
    try (KafkaProducer<String, String> producer = server.producer(Map.of())) {
      producer.send(new ProducerRecord<>(TOPIC, "x".repeat(ANSWER_BYTES))).get();
    }
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void requestsOfASlowReaderWaitAndAreAnsweredWhenItReads() throws Exception {
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(64 << 10);
      slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      slow.setSoTimeout((int) TestServer.LONG.toMillis());
      slow.getOutputStream().write(fetches());
      DataInputStream in = new DataInputStream(slow.getInputStream());
      int length = in.readInt();
      // The shard begins requests as they come in: a round trip later it has begun all it will.
      roundTrip();
      assertThat(counters(slow).sentBytes()).isLessThan(MOST_SENT_BYTES);
      assertThat(counters(slow).pendingSendBytes()).isGreaterThan(ANSWER_BYTES);
      for (int i = 0; i < FETCHES; i++) {
        length = i == 0 ? length : in.readInt();
        assertThat(length).isGreaterThan(ANSWER_BYTES);
        assertThat(in.readInt()).isEqualTo(i);
        in.skipNBytes(length - Integer.BYTES);
      }
    }
  }

  /** A fetch that waits holds the requests behind it, and these are large. */
  @Test
  void noMoreIsReadOfAClientWhoseRequestsWait() throws Exception {
    try (SocketChannel eager =
        SocketChannel.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()))) {
      eager.configureBlocking(false);
      eager.write(ByteBuffer.wrap(waitingFetch()));
      ByteBuffer large = ByteBuffer.allocate(1 << 20).putInt(0, (1 << 20) - Integer.BYTES);
      long sentBytes = 0;
      for (int stalls = 0; stalls < 20 && sentBytes < 3 * MOST_SENT_BYTES; ) {
        int count = eager.write(large.hasRemaining() ? large : large.clear());
        sentBytes += count;
        stalls = count == 0 ? stalls + 1 : 0;
        if (count == 0) {
          roundTrip();
        }
      }
      assertThat(sentBytes).isLessThan(MOST_SENT_BYTES);
    }
  }

  private void roundTrip() throws Exception {
    try (KafkaProducer<String, String> producer = server.producer(Map.of())) {
      assertThat(producer.partitionsFor(TOPIC)).hasSize(1);
    }
  }

  private ConnectionCounters counters(Socket socket) {
    return server.context().connections().all().stream()
        .filter(connection -> connection.peerPort() == socket.getLocalPort())
        .map(ClientConnection::counters)
        .findFirst()
        .orElseThrow();
  }

  private static byte[] fetches() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < FETCHES; i++) {
      all.write(fetch(i));
    }
    return all.toByteArray();
  }

  private static byte[] fetch(int correlationId) {
    return fetch(correlationId, 0);
  }

  /** From the end of the partition, for a minute. */
  private static byte[] waitingFetch() {
    return fetch(1, 1);
  }

  /** Version 4, one partition. */
  private static byte[] fetch(int correlationId, long offset) {
    byte[] topic = TOPIC.getBytes(StandardCharsets.UTF_8);
    ByteBuffer request = ByteBuffer.allocate(57 + topic.length);
    request.putInt(request.capacity() - Integer.BYTES);
    request.putShort((short) 1).putShort((short) 4).putInt(correlationId).putShort((short) -1);
    // Replica, longest wait, fewest bytes, most bytes, isolation.
    request.putInt(-1).putInt(60_000).putInt(1).putInt(1 << 20).put((byte) 0);
    request.putInt(1).putShort((short) topic.length).put(topic);
    request.putInt(1).putInt(0).putLong(offset).putInt(1 << 20);
    return request.array();
  }
}
