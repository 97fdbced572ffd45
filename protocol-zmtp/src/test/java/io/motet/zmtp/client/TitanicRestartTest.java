package io.motet.zmtp.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.zmtp.support.TestBroker;
import io.motet.zmtp.support.WirePeer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Titanic was given outlives the broker. */
class TitanicRestartTest {
  @TempDir private Path data;

  private static List<String> ask(TestBroker broker, String... request) throws Exception {
    try (WirePeer client = new WirePeer(broker.port())) {
      client.handshake("REQ");
      client.sendMessage(request);
      List<String> reply = client.readMessage();
      return reply.subList(3, reply.size());
    }
  }

  @Test
  void requestAndReplySurviveRestarts() throws Exception {
    String id;
    try (TestBroker broker = new TestBroker(data)) {
      id = ask(broker, "", "MDPC01", "titanic.request", "echo", "Hello").get(1);
    }
    try (TestBroker broker = new TestBroker(data);
        WirePeer worker = new WirePeer(broker.port())) {
      assertThat(ask(broker, "", "MDPC01", "titanic.reply", id)).containsExactly("300");
      worker.handshake("DEALER");
      worker.sendMessage("", "MDPW01", "\1", "echo");
      List<String> request = worker.readMessage();
      assertThat(request.get(5)).isEqualTo("Hello");
      worker.sendMessage("", "MDPW01", "\3", request.get(3), "", "World", "!");
      TestBroker.await("the reply is there", () -> broker.ready("titanic." + id) == 1);
    }
    try (TestBroker broker = new TestBroker(data)) {
      assertThat(ask(broker, "", "MDPC01", "titanic.reply", id))
          .containsExactly("200", "World", "!");
      assertThat(broker.ready("echo")).isZero();
    }
  }
}
