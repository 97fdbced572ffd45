package io.motet.gearman.server;

import static io.motet.gearman.codec.PacketType.CAN_DO;
import static io.motet.gearman.codec.PacketType.GRAB_JOB;
import static io.motet.gearman.codec.PacketType.JOB_CREATED;
import static io.motet.gearman.codec.PacketType.NOOP;
import static io.motet.gearman.codec.PacketType.PRE_SLEEP;
import static io.motet.gearman.codec.PacketType.SUBMIT_JOB_BG;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.memory.AlarmBoard;
import io.motet.broker.memory.Alarms.Alarm;
import io.motet.gearman.support.GearmanClient;
import io.motet.gearman.support.GearmanServer;
import io.motet.gearman.support.Packet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is held back, and who is woken. */
class BackpressureTest {
  private static final int QUIET_MILLIS = 200;

  private static void alarm(GearmanServer server, boolean on) {
    ((AlarmBoard) server.broker().context().alarms()).set(Alarm.DISK, on);
  }

  @Test
  void anAlarmHoldsBackWhoSubmitsAndNobodyElse() throws IOException {
    try (GearmanServer server = GearmanServer.start()) {
      GearmanClient client = server.connect();
      client.submit(SUBMIT_JOB_BG, "f", "", "before");
      alarm(server, true);
      GearmanClient worker = server.connect();
      worker.send(CAN_DO, "f").sync();
      client.send(SUBMIT_JOB_BG, "f", "", "during");
      assertThat(worker.ask(GRAB_JOB).argument(2)).isEqualTo("before");
      assertThat(client.quiet(QUIET_MILLIS)).isTrue();
      assertThat(worker.list("status")).isEqualTo("f\t1\t1\t1\n");
      alarm(server, false);
      assertThat(client.read().type()).isEqualTo(JOB_CREATED);
      assertThat(worker.ask(GRAB_JOB).argument(2)).isEqualTo("during");
    }
  }

  @Test
  void aClientThatBeginsDuringAnAlarmIsHeldAfterItsFirstJob() throws IOException {
    try (GearmanServer server = GearmanServer.start()) {
      alarm(server, true);
      GearmanClient client = server.connect();
      client.submit(SUBMIT_JOB_BG, "f", "", "1");
      client.send(SUBMIT_JOB_BG, "f", "", "2");
      assertThat(client.quiet(QUIET_MILLIS)).isTrue();
      alarm(server, false);
      assertThat(client.read().type()).isEqualTo(JOB_CREATED);
    }
  }

  @Test
  void jobsBeyondTheLimitOfUnconfirmedOnesWaitAndAreAllAnswered(@TempDir Path data)
      throws IOException {
    try (GearmanServer server = GearmanServer.start(data, "gearman.unconfirmed_max", "2")) {
      ByteArrayOutputStream burst = new ByteArrayOutputStream();
      for (int i = 0; i < 500; i++) {
        burst.write(GearmanClient.packet(SUBMIT_JOB_BG, "f", "", Integer.toString(i)));
      }
      GearmanClient client = server.connect();
      client.raw(burst.toByteArray());
      List<String> handles = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        Packet created = client.read();
        assertThat(created.type()).isEqualTo(JOB_CREATED);
        handles.add(created.argument(0));
      }
      assertThat(handles).doesNotHaveDuplicates();
      GearmanClient worker = server.connect();
      worker.send(CAN_DO, "f").sync();
      for (int i = 0; i < 500; i++) {
        Packet job = worker.ask(GRAB_JOB);
        assertThat(job.argument(0)).isEqualTo(handles.get(i));
        assertThat(job.argument(2)).isEqualTo(Integer.toString(i));
      }
    }
  }

  private static List<String> grabFour(GearmanServer server) throws IOException {
    GearmanClient client = server.connect();
    for (String function : List.of("a", "a", "b", "b")) {
      client.submit(SUBMIT_JOB_BG, function, "", "");
    }
    GearmanClient worker = server.connect();
    worker.send(CAN_DO, "a").send(CAN_DO, "b").sync();
    List<String> functions = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      functions.add(worker.ask(GRAB_JOB).argument(1));
    }
    return functions;
  }

  @Test
  void functionsOfAWorkerTakeTurnsWhenToldTo() throws IOException {
    try (GearmanServer server = GearmanServer.start()) {
      assertThat(grabFour(server)).containsExactly("b", "b", "a", "a");
    }
    try (GearmanServer server = GearmanServer.start("gearman.round_robin", "true")) {
      assertThat(grabFour(server)).containsExactly("b", "a", "b", "a");
    }
  }

  @Test
  void onlyAsManyWorkersAreWokenAsThereAreJobs() throws IOException {
    try (GearmanServer server = GearmanServer.start()) {
      GearmanClient client = server.connect();
      List<GearmanClient> workers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        GearmanClient worker = server.connect();
        worker.send(CAN_DO, "f").send(PRE_SLEEP).sync();
        workers.add(worker);
      }
      client.submit(SUBMIT_JOB_BG, "f", "", "1");
      assertThat(workers.get(0).read()).isEqualTo(Packet.of(NOOP));
      assertThat(workers.get(0).ask(GRAB_JOB).argument(2)).isEqualTo("1");
      assertThat(workers.get(1).quiet(QUIET_MILLIS)).isTrue();
      client.submit(SUBMIT_JOB_BG, "f", "", "2");
      assertThat(workers.get(1).read()).isEqualTo(Packet.of(NOOP));
      workers.get(1).close();
      assertThat(workers.get(2).read()).as("the other did not ask").isEqualTo(Packet.of(NOOP));
      assertThat(workers.get(2).ask(GRAB_JOB).argument(2)).isEqualTo("2");
    }
  }

  @Test
  void aWokenWorkerThatDoesNotAskHoldsTheJobUpForAMomentOnly() throws IOException {
    try (GearmanServer server = GearmanServer.start()) {
      GearmanClient stuck = server.connect();
      stuck.send(CAN_DO, "f").send(PRE_SLEEP).sync();
      GearmanClient other = server.connect();
      other.send(CAN_DO, "f").send(PRE_SLEEP).sync();
      server.connect().submit(SUBMIT_JOB_BG, "f", "", "1");
      assertThat(stuck.read()).isEqualTo(Packet.of(NOOP));
      assertThat(other.read()).isEqualTo(Packet.of(NOOP));
      assertThat(other.ask(GRAB_JOB).argument(2)).isEqualTo("1");
    }
  }

  @Test
  void aJobWakesAsManySleepingWorkersAsItIsToldTo() throws IOException {
    try (GearmanServer server = GearmanServer.start("gearman.worker_wakeup", "1")) {
      List<GearmanClient> workers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        GearmanClient worker = server.connect();
        worker.send(CAN_DO, "f").send(PRE_SLEEP).sync();
        workers.add(worker);
      }
      GearmanClient client = server.connect();
      client.submit(SUBMIT_JOB_BG, "f", "", "1");
      assertThat(workers.get(0).read()).isEqualTo(Packet.of(NOOP));
      assertThat(workers.get(1).quiet(QUIET_MILLIS)).isTrue();
      assertThat(workers.get(2).quiet(QUIET_MILLIS)).isTrue();
      client.submit(SUBMIT_JOB_BG, "f", "", "2");
      assertThat(workers.get(1).read()).isEqualTo(Packet.of(NOOP));
    }
  }
}
