package io.motet.gearman.server;

import static io.motet.gearman.codec.PacketType.CAN_DO;
import static io.motet.gearman.codec.PacketType.ERROR;
import static io.motet.gearman.codec.PacketType.GRAB_JOB;
import static io.motet.gearman.codec.PacketType.NO_JOB;
import static io.motet.gearman.codec.PacketType.SET_CLIENT_ID;
import static io.motet.gearman.codec.PacketType.SUBMIT_JOB;
import static io.motet.gearman.codec.PacketType.SUBMIT_JOB_BG;
import static io.motet.gearman.codec.PacketType.WORK_FAIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.gearman.support.GearmanClient;
import io.motet.gearman.support.GearmanServer;
import io.motet.gearman.support.Packet;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The text protocol; the answers are gearmand 1.1.20's. */
class AdminTest {
  private final GearmanServer server = GearmanServer.start();

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void tellsAboutItselfInAnyCaseAndWithAnyLineEnd() throws IOException {
    GearmanClient admin = server.connect();
    assertThat(admin.admin("version")).isEqualTo("OK 1.1.20\n");
    assertThat(admin.admin("VERSION\r")).isEqualTo("OK 1.1.20\n");
    assertThat(admin.admin("verbose")).isEqualTo("OK INFO\n");
    assertThat(admin.admin("getpid")).isEqualTo("OK " + ProcessHandle.current().pid() + "\n");
  }

  @Test
  void refusesAsGearmandDoes() throws IOException {
    GearmanClient admin = server.connect();
    assertThat(admin.admin("nonsense"))
        .isEqualTo("ERR UNKNOWN_COMMAND Unknown+server+commandnonsense\r\n");
    assertThat(admin.admin("priority status"))
        .isEqualTo("ERR UNKNOWN_COMMAND Unknown+server+commandpriority\r\n");
    assertThat(admin.admin("show x")).isEqualTo("ERR UNKNOWN_SHOW_ARGUMENTS\r\n");
    assertThat(admin.admin("maxqueue"))
        .isEqualTo(
            "ERR INVALID_ARGUMENTS An+incomplete+set+of+arguments+was+sent+to+this+command+"
                + "maxqueue\r\n");
    assertThat(admin.admin("create function"))
        .isEqualTo(
            "ERR INVALID_ARGUMENTS An+incomplete+set+of+arguments+was+sent+to+this+command+"
                + "create\r\n");
    assertThat(admin.admin("cancel job H:nothing:1")).isEqualTo("ERR UNKNOWN_JOB\r\n");
    assertThat(admin.admin("drop function nothing")).isEqualTo("ERR function not found\r\n");
  }

  @Test
  void createsAndDropsFunctions() throws IOException {
    GearmanClient admin = server.connect();
    assertThat(admin.admin("create function foo")).isEqualTo("OK\r\n");
    assertThat(admin.admin("create function bar\r")).isEqualTo("OK\r\n");
    assertThat(admin.list("status")).isEqualTo("foo\t0\t0\t0\nbar\t0\t0\t0\n");
    GearmanClient worker = server.connect();
    worker.send(CAN_DO, "foo").sync();
    assertThat(admin.admin("drop function foo"))
        .isEqualTo("ERR there are still connected workers or executing clients\r\n");
    assertThat(admin.admin("drop function bar")).isEqualTo("OK\r\n");
    assertThat(admin.list("status")).isEqualTo("foo\t0\t0\t1\n");
  }

  @Test
  void droppingAFunctionFailsTheJobsThatWait() throws IOException {
    GearmanClient client = server.connect();
    String handle = client.submit(SUBMIT_JOB, "f", "", "x");
    GearmanClient admin = server.connect();
    assertThat(admin.admin("drop function F")).isEqualTo("OK\r\n");
    assertThat(client.read()).isEqualTo(Packet.of(WORK_FAIL, handle));
    assertThat(admin.list("show jobs")).isEmpty();
    assertThat(client.submit(SUBMIT_JOB_BG, "f", "", "y")).isNotEqualTo(handle);
  }

  @Test
  void listsWorkersAndJobs() throws IOException {
    GearmanClient worker = server.connect();
    worker.send(SET_CLIENT_ID, "me").send(CAN_DO, "a").send(CAN_DO, "b").sync();
    String handle = worker.submit(SUBMIT_JOB_BG, "a", "uni", "x");
    GearmanClient admin = server.connect();
    assertThat(admin.list("workers")).matches("\\d+ 127.0.0.1 - :\n\\d+ 127.0.0.1 me : b a\n");
    assertThat(admin.list("show jobs")).isEqualTo(handle + "\t0\t0\t1\n");
    assertThat(admin.list("show unique jobs")).isEqualTo("uni\n");
    assertThat(admin.list("prioritystatus")).contains("a\t0\t1\t0\t1\n", "b\t0\t0\t0\t1\n");
  }

  @Test
  void clientIdsEndAtAZeroByte() throws IOException {
    GearmanClient worker = server.connect();
    worker.send(SET_CLIENT_ID, "my id\0more").sync();
    assertThat(worker.list("workers")).matches("\\d+ 127.0.0.1 my id :\n");
    worker.send(SET_CLIENT_ID, "a\nb").sync();
    assertThat(worker.list("workers")).matches("\\d+ 127.0.0.1 a_b :\n");
    worker.send(SET_CLIENT_ID, "").sync();
    assertThat(worker.list("workers")).matches("\\d+ 127.0.0.1  :\n");
  }

  @Test
  void limitsAreReadAsNumbersInC() throws IOException {
    GearmanClient admin = server.connect();
    GearmanClient client = server.connect();
    admin.admin("create function f");
    assertThat(admin.admin("maxqueue f 1x")).isEqualTo("OK\r\n");
    client.submit(SUBMIT_JOB_BG, "f", "", "x");
    assertThat(client.ask(SUBMIT_JOB_BG, "f", "", "y"))
        .isEqualTo(Packet.of(ERROR, "QUEUE_ERROR", "Job queue is full"));
    assertThat(admin.admin("maxqueue f x")).isEqualTo("OK\r\n");
    client.submit(SUBMIT_JOB_BG, "f", "", "y");
  }

  @Test
  void cancelsJobs() throws IOException {
    GearmanClient client = server.connect();
    String handle = client.submit(SUBMIT_JOB, "f", "", "x");
    GearmanClient admin = server.connect();
    assertThat(admin.admin("cancel job " + handle)).isEqualTo("OK\r\n");
    assertThat(client.read()).isEqualTo(Packet.of(WORK_FAIL, handle));
    assertThat(admin.list("show jobs")).isEqualTo(handle + "\t0\t1\t0\n");
    GearmanClient worker = server.connect();
    worker.send(CAN_DO, "f");
    assertThat(worker.ask(GRAB_JOB)).isEqualTo(Packet.of(NO_JOB));
    assertThat(admin.list("show jobs")).isEmpty();
  }

  @Test
  void shutdownFromThisMachineStopsTheBroker() throws Exception {
    assertThat(server.connect().admin("shutdown foo"))
        .isEqualTo("ERR UNKNOWN_COMMAND Unknown+server+commandshutdown\r\n");
    assertThat(server.connect().admin("shutdown")).isEqualTo("OK\n");
    server.broker().stopRequested().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
