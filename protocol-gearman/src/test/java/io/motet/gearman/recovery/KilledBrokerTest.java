package io.motet.gearman.recovery;

import static io.motet.gearman.codec.PacketType.CAN_DO;
import static io.motet.gearman.codec.PacketType.GET_STATUS;
import static io.motet.gearman.codec.PacketType.GRAB_JOB_UNIQ;
import static io.motet.gearman.codec.PacketType.JOB_CREATED;
import static io.motet.gearman.codec.PacketType.NO_JOB;
import static io.motet.gearman.codec.PacketType.SUBMIT_JOB_BG;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.support.BrokerProcess;
import io.motet.gearman.support.GearmanClient;
import io.motet.gearman.support.Packet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KilledBrokerTest {
  private static final int ENOUGH = 5000;
  private static final int WINDOW = 100;

  @TempDir private Path data;

  private BrokerProcess broker;

  private int start(int shards) throws IOException {
    broker =
        BrokerProcess.start(
            "gearman",
            data,
            "gearman.listeners.tcp.default=127.0.0.1:0",
            "gearman.job_handle_prefix=H:test",
            "shards=" + shards);
    return broker.port();
  }

  /** Jobs with and without unique; each that was answered must be there after the kill, once. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void noAnsweredJobIsLost(int shards) throws Exception {
    Map<String, String> answered = new LinkedHashMap<>();
    try (GearmanClient client = new GearmanClient(start(shards))) {
      int sent = 0;
      for (int i = 0; i < ENOUGH; i++) {
        for (; sent < i + WINDOW; sent++) {
          String unique = sent % 2 == 0 ? "" : "u" + sent;
          client.send(SUBMIT_JOB_BG, "f" + sent % 3, unique, "job " + sent);
        }
        Packet created = client.read();
        assertThat(created.type()).isEqualTo(JOB_CREATED);
        answered.put(created.data(), "job " + i);
      }
      broker.kill();
    }
    int port = start(shards);
    Map<String, String> left = new LinkedHashMap<>();
    try (GearmanClient worker = new GearmanClient(port)) {
      String first = answered.keySet().iterator().next();
      assertThat(worker.ask(GET_STATUS, first).data()).isEqualTo(first + "|1|0|0|0");
      worker.send(CAN_DO, "f0").send(CAN_DO, "f1").send(CAN_DO, "f2");
      for (Packet job = worker.ask(GRAB_JOB_UNIQ);
          job.type() != NO_JOB;
          job = worker.ask(GRAB_JOB_UNIQ)) {
        assertThat(left.put(job.argument(0), job.argument(3))).as("twice").isNull();
      }
    } finally {
      broker.kill();
    }
    Set<String> lost = new TreeSet<>(answered.keySet());
    lost.removeAll(left.keySet());
    assertThat(lost).isEmpty();
    answered.forEach((handle, body) -> assertThat(left).containsEntry(handle, body));
  }
}
