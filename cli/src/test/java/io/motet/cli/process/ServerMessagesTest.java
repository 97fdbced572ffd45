package io.motet.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages through the whole broker, and through its death. */
@Timeout(120)
class ServerMessagesTest {
  @TempDir private Path directory;

  @Test
  void servesClientsAndMotetctl() throws Exception {
    try (ServerProcess server = ServerProcess.start(directory);
        Connection connection = TestClient.connect(server)) {
      TestClient.publish(connection, "work", 3);
      assertThat(TestClient.motetctl(server, "list_queues", "-q", "name", "messages", "durable"))
          .isEqualTo(new TestClient.Answer("name\tmessages\tdurable\nwork\t3\ttrue\n", 0));
      assertThat(TestClient.motetctl(server, "list_connections", "-s", "user", "state"))
          .isEqualTo(new TestClient.Answer("guest\trunning\n", 0));
      assertThat(TestClient.motetctl(server, "-q", "ping"))
          .isEqualTo(new TestClient.Answer("Ping succeeded\n", 0));
      assertThat(TestClient.drain(connection, "work")).containsExactly("0", "1", "2");
    }
  }

  @Test
  void losesNothingConfirmedWhenKilled() throws Exception {
    try (ServerProcess server = ServerProcess.start(directory)) {
      // Not closed: the kill takes the connection down.
      TestClient.publish(TestClient.connect(server), "work", 1000);
      server.kill();
    }
    try (ServerProcess server = ServerProcess.start(directory);
        Connection connection = TestClient.connect(server)) {
      List<String> bodies = TestClient.drain(connection, "work");
      assertThat(bodies).hasSize(1000);
      assertThat(bodies.get(0)).isEqualTo("0");
      assertThat(bodies.get(999)).isEqualTo("999");
    }
  }
}
