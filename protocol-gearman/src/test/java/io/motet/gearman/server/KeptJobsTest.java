package io.motet.gearman.server;

import static io.motet.gearman.codec.PacketType.CAN_DO;
import static io.motet.gearman.codec.PacketType.GET_STATUS;
import static io.motet.gearman.codec.PacketType.GRAB_JOB_UNIQ;
import static io.motet.gearman.codec.PacketType.NOOP;
import static io.motet.gearman.codec.PacketType.NO_JOB;
import static io.motet.gearman.codec.PacketType.PRE_SLEEP;
import static io.motet.gearman.codec.PacketType.SUBMIT_JOB;
import static io.motet.gearman.codec.PacketType.SUBMIT_JOB_BG;
import static io.motet.gearman.codec.PacketType.SUBMIT_JOB_EPOCH;
import static io.motet.gearman.codec.PacketType.SUBMIT_JOB_HIGH_BG;
import static io.motet.gearman.codec.PacketType.WORK_COMPLETE;
import static io.motet.gearman.codec.PacketType.WORK_FAIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.gearman.support.GearmanClient;
import io.motet.gearman.support.GearmanServer;
import io.motet.gearman.support.Packet;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restart keeps, and what becomes of jobs that workers lose. */
class KeptJobsTest {
  @TempDir private Path data;

  private static GearmanClient worker(GearmanServer server, String function) throws IOException {
    GearmanClient worker = server.connect();
    worker.send(CAN_DO, function).sync();
    return worker;
  }

  @Test
  void backgroundJobsKeepHandleUniqueAndPriorityOverARestart() throws IOException {
    String normal;
    String high;
    String empty;
    String again;
    try (GearmanServer server = GearmanServer.start(data)) {
      GearmanClient client = server.connect();
      normal = client.submit(SUBMIT_JOB_BG, "f", "u", "normal");
      empty = client.submit(SUBMIT_JOB_BG, "f", "", "empty1");
      again = client.submit(SUBMIT_JOB_BG, "f", "", "empty2");
      high = client.submit(SUBMIT_JOB_HIGH_BG, "f", "-", "by data");
      client.submit(SUBMIT_JOB, "f", "", "foreground");
    }
    try (GearmanServer server = GearmanServer.start(data)) {
      GearmanClient client = server.connect();
      assertThat(client.list("status")).isEqualTo("f\t4\t0\t0\n");
      assertThat(client.ask(GET_STATUS, normal).data()).isEqualTo(normal + "|1|0|0|0");
      assertThat(client.submit(SUBMIT_JOB_BG, "f", "u", "other")).isEqualTo(normal);
      assertThat(client.submit(SUBMIT_JOB_BG, "f", "-", "by data")).isEqualTo(high);
      assertThat(client.submit(SUBMIT_JOB_BG, "g", "", "new")).isNotIn(normal, high, empty, again);
      GearmanClient worker = worker(server, "f");
      assertThat(worker.ask(GRAB_JOB_UNIQ).arguments()).containsExactly(high, "f", "-", "by data");
      assertThat(worker.ask(GRAB_JOB_UNIQ).arguments()).containsExactly(normal, "f", "u", "normal");
      assertThat(worker.ask(GRAB_JOB_UNIQ).argument(0)).isEqualTo(empty);
      assertThat(worker.ask(GRAB_JOB_UNIQ).argument(0)).isEqualTo(again);
      assertThat(worker.ask(GRAB_JOB_UNIQ)).isEqualTo(Packet.of(NO_JOB));
      worker.send(WORK_COMPLETE, normal, "").sync();
    }
    try (GearmanServer server = GearmanServer.start(data)) {
      // What was being worked on is there again, what is done is not.
      assertThat(server.connect().list("status").lines())
          .containsExactlyInAnyOrder("g\t1\t0\t0", "f\t3\t0\t0");
    }
  }

  @Test
  void stoppingTheBrokerIsNoLossOfAWorker() throws IOException {
    String handle;
    try (GearmanServer server = GearmanServer.start(data, "gearman.job_retries", "1")) {
      handle = server.connect().submit(SUBMIT_JOB_BG, "f", "u", "data");
      worker(server, "f").ask(GRAB_JOB_UNIQ);
      server.broker().close();
    }
    try (GearmanServer server = GearmanServer.start(data)) {
      assertThat(worker(server, "f").ask(GRAB_JOB_UNIQ).arguments())
          .containsExactly(handle, "f", "u", "data");
    }
  }

  @Test
  void cancelledJobsDoNotComeBack() throws IOException {
    String kept;
    try (GearmanServer server = GearmanServer.start(data)) {
      GearmanClient client = server.connect();
      String now = client.submit(SUBMIT_JOB_BG, "f", "u", "data");
      kept = client.submit(SUBMIT_JOB_BG, "f", "", "kept");
      String later = client.submit(SUBMIT_JOB_EPOCH, "f", "v", "4000000000", "data");
      assertThat(client.admin("cancel job " + now)).isEqualTo("OK\r\n");
      assertThat(client.admin("cancel job " + later)).isEqualTo("OK\r\n");
      while (!client.list("show jobs").equals(kept + "\t0\t0\t1\n")) {
        Thread.onSpinWait();
      }
    }
    try (GearmanServer server = GearmanServer.start(data)) {
      assertThat(server.connect().list("show jobs")).isEqualTo(kept + "\t0\t0\t1\n");
    }
  }

  @Test
  void epochJobsWaitOverARestart() throws IOException {
    String handle;
    long due = System.currentTimeMillis() / 1000 + 3;
    try (GearmanServer server = GearmanServer.start(data)) {
      handle = server.connect().submit(SUBMIT_JOB_EPOCH, "f", "u", Long.toString(due), "later");
    }
    try (GearmanServer server = GearmanServer.start(data)) {
      GearmanClient client = server.connect();
      assertThat(client.ask(GET_STATUS, handle).data()).isEqualTo(handle + "|1|0|0|0");
      assertThat(client.submit(SUBMIT_JOB_BG, "f", "u", "other")).isEqualTo(handle);
      GearmanClient worker = worker(server, "f");
      worker.send(PRE_SLEEP);
      assertThat(worker.read()).isEqualTo(Packet.of(NOOP));
      assertThat(System.currentTimeMillis() / 1000).isGreaterThanOrEqualTo(due);
      assertThat(worker.ask(GRAB_JOB_UNIQ).arguments()).containsExactly(handle, "f", "u", "later");
    }
  }

  @Test
  void jobsLostTooOftenFailAndGoToTheDeadLetterQueue() throws IOException {
    try (GearmanServer server =
        GearmanServer.start("gearman.job_retries", "2", "gearman.dead_letter_queue", "dead")) {
      GearmanClient client = server.connect();
      GearmanClient admin = server.connect();
      String background = client.submit(SUBMIT_JOB_BG, "f", "u", "data");
      String foreground = client.submit(SUBMIT_JOB, "f", "v", "data");
      for (int i = 0; i < 4; i++) {
        try (GearmanClient worker = worker(server, "f")) {
          assertThat(worker.ask(GRAB_JOB_UNIQ).argument(0))
              .isEqualTo(i < 2 ? background : foreground);
        }
        while (admin.list("status").contains("\t1\t1\n")) {
          Thread.onSpinWait();
        }
      }
      assertThat(client.read()).isEqualTo(Packet.of(WORK_FAIL, foreground));
      assertThat(admin.list("show jobs")).isEmpty();
      GearmanClient mourner = worker(server, "dead");
      assertThat(mourner.ask(GRAB_JOB_UNIQ).arguments())
          .containsExactly(background, "dead", "u", "data");
      assertThat(mourner.ask(GRAB_JOB_UNIQ)).isEqualTo(Packet.of(NO_JOB));
    }
  }

  @Test
  void aLostJobWaitsWhereADelayIsSet() throws IOException {
    try (GearmanServer server = GearmanServer.start(data, "gearman.retry_delay", "1s")) {
      GearmanClient client = server.connect();
      String handle = client.submit(SUBMIT_JOB, "f", "u", "data");
      try (GearmanClient lost = worker(server, "f")) {
        lost.ask(GRAB_JOB_UNIQ);
      }
      GearmanClient worker = worker(server, "f");
      worker.send(PRE_SLEEP);
      assertThat(worker.read()).isEqualTo(Packet.of(NOOP));
      assertThat(worker.ask(GRAB_JOB_UNIQ).arguments()).containsExactly(handle, "f", "u", "data");
      assertThat(client.list("show jobs")).isEqualTo(handle + "\t1\t0\t0\n");
      worker.send(WORK_COMPLETE, handle, "ok");
      assertThat(client.read()).isEqualTo(Packet.of(WORK_COMPLETE, handle, "ok"));
    }
  }
}
