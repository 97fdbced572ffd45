package io.motet.gearman.server;

import static io.motet.gearman.codec.PacketType.CANT_DO;
import static io.motet.gearman.codec.PacketType.CAN_DO;
import static io.motet.gearman.codec.PacketType.CAN_DO_TIMEOUT;
import static io.motet.gearman.codec.PacketType.ERROR;
import static io.motet.gearman.codec.PacketType.GRAB_JOB;
import static io.motet.gearman.codec.PacketType.GRAB_JOB_ALL;
import static io.motet.gearman.codec.PacketType.GRAB_JOB_UNIQ;
import static io.motet.gearman.codec.PacketType.JOB_ASSIGN;
import static io.motet.gearman.codec.PacketType.JOB_ASSIGN_ALL;
import static io.motet.gearman.codec.PacketType.JOB_ASSIGN_UNIQ;
import static io.motet.gearman.codec.PacketType.JOB_CREATED;
import static io.motet.gearman.codec.PacketType.NOOP;
import static io.motet.gearman.codec.PacketType.NO_JOB;
import static io.motet.gearman.codec.PacketType.OPTION_REQ;
import static io.motet.gearman.codec.PacketType.PRE_SLEEP;
import static io.motet.gearman.codec.PacketType.SUBMIT_JOB;
import static io.motet.gearman.codec.PacketType.SUBMIT_JOB_BG;
import static io.motet.gearman.codec.PacketType.SUBMIT_JOB_EPOCH;
import static io.motet.gearman.codec.PacketType.SUBMIT_JOB_HIGH;
import static io.motet.gearman.codec.PacketType.SUBMIT_JOB_HIGH_BG;
import static io.motet.gearman.codec.PacketType.SUBMIT_JOB_LOW_BG;
import static io.motet.gearman.codec.PacketType.SUBMIT_REDUCE_JOB;
import static io.motet.gearman.codec.PacketType.WORK_COMPLETE;
import static io.motet.gearman.codec.PacketType.WORK_DATA;
import static io.motet.gearman.codec.PacketType.WORK_EXCEPTION;
import static io.motet.gearman.codec.PacketType.WORK_FAIL;
import static io.motet.gearman.codec.PacketType.WORK_STATUS;
import static io.motet.gearman.codec.PacketType.WORK_WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.gearman.support.GearmanClient;
import io.motet.gearman.support.GearmanServer;
import io.motet.gearman.support.Packet;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobTest {
  private static final Packet NOT_FOUND =
      Packet.of(ERROR, "JOB_NOT_FOUND", "Job given in work result not found");

  private final GearmanServer server = GearmanServer.start();

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private GearmanClient worker(String... functions) throws IOException {
    GearmanClient worker = server.connect();
    for (String function : functions) {
      worker.send(CAN_DO, function);
    }
    worker.sync();
    return worker;
  }

  @Test
  void foregroundJobGoesToAWorkerAndBack() throws IOException {
    GearmanClient client = server.connect();
    GearmanClient worker = worker("rev");
    worker.send(PRE_SLEEP).sync();

    String handle = client.submit(SUBMIT_JOB, "rev", "", "abc");
    assertThat(handle).isEqualTo("H:test:1");
    assertThat(worker.read()).isEqualTo(Packet.of(NOOP));
    assertThat(worker.ask(GRAB_JOB)).isEqualTo(Packet.of(JOB_ASSIGN, handle, "rev", "abc"));

    worker.send(WORK_STATUS, handle, "1", "2").send(WORK_DATA, handle, "c");
    worker.send(WORK_WARNING, handle, "b").send(WORK_COMPLETE, handle, "cba");
    assertThat(client.read()).isEqualTo(Packet.of(WORK_STATUS, handle, "1", "2"));
    assertThat(client.read()).isEqualTo(Packet.of(WORK_DATA, handle, "c"));
    assertThat(client.read()).isEqualTo(Packet.of(WORK_WARNING, handle, "b"));
    assertThat(client.read()).isEqualTo(Packet.of(WORK_COMPLETE, handle, "cba"));
    assertThat(worker.ask(GRAB_JOB)).isEqualTo(Packet.of(NO_JOB));
    assertThat(worker.ask(WORK_COMPLETE, handle, "again")).isEqualTo(NOT_FOUND);
    assertThat(client.list("status")).isEqualTo("rev\t0\t0\t1\n");
  }

  @Test
  void priorityComesFirstAndOrderIsKeptWithinIt() throws IOException {
    GearmanClient client = server.connect();
    client.submit(SUBMIT_JOB_LOW_BG, "f", "", "low1");
    client.submit(SUBMIT_JOB_BG, "f", "", "normal1");
    client.submit(SUBMIT_JOB_HIGH_BG, "f", "", "high1");
    client.submit(SUBMIT_JOB_HIGH, "f", "", "high2");
    client.submit(SUBMIT_JOB_BG, "f", "", "normal2");
    assertThat(client.list("prioritystatus")).isEqualTo("f\t2\t2\t1\t0\n");

    GearmanClient worker = worker("f");
    for (String data : new String[] {"high1", "high2", "normal1", "normal2", "low1"}) {
      assertThat(worker.ask(GRAB_JOB).argument(2)).isEqualTo(data);
    }
  }

  @Test
  void functionRegisteredLastIsServedFirstAndHigherPriorityBeforeIt() throws IOException {
    GearmanClient client = server.connect();
    client.submit(SUBMIT_JOB_BG, "a", "", "a1");
    client.submit(SUBMIT_JOB_HIGH_BG, "a", "", "a2");
    client.submit(SUBMIT_JOB_BG, "b", "", "b1");
    client.submit(SUBMIT_JOB_BG, "b", "", "b2");
    GearmanClient worker = worker("a", "b");
    for (String data : new String[] {"a2", "b1", "b2", "a1"}) {
      assertThat(worker.ask(GRAB_JOB).argument(2)).isEqualTo(data);
    }
  }

  @Test
  void equalUniquesAreOneJobWhileItIsQueuedOrRuns() throws IOException {
    GearmanClient first = server.connect();
    GearmanClient second = server.connect();
    GearmanClient third = server.connect();
    String handle = first.submit(SUBMIT_JOB, "f", "u", "one");
    assertThat(second.submit(SUBMIT_JOB, "f", "u", "two")).isEqualTo(handle);
    assertThat(second.submit(SUBMIT_JOB_BG, "f", "u", "three")).isEqualTo(handle);

    GearmanClient worker = worker("f");
    assertThat(worker.ask(GRAB_JOB_UNIQ))
        .isEqualTo(Packet.of(JOB_ASSIGN_UNIQ, handle, "f", "u", "one"));
    assertThat(third.submit(SUBMIT_JOB, "f", "u", "four")).isEqualTo(handle);
    assertThat(third.ask(io.motet.gearman.codec.PacketType.GET_STATUS_UNIQUE, "u").data())
        .isEqualTo("u|1|1|0|0|3");
    worker.send(WORK_COMPLETE, handle, "done");
    for (GearmanClient each : new GearmanClient[] {first, second, third}) {
      assertThat(each.read()).isEqualTo(Packet.of(WORK_COMPLETE, handle, "done"));
    }
    assertThat(first.submit(SUBMIT_JOB, "f", "u", "new")).isNotEqualTo(handle);
  }

  @Test
  void dashMeansByDataAndNothingMeansNever() throws IOException {
    GearmanClient client = server.connect();
    String handle = client.submit(SUBMIT_JOB_BG, "f", "-", "same");
    assertThat(client.submit(SUBMIT_JOB_BG, "f", "-", "same")).isEqualTo(handle);
    assertThat(client.submit(SUBMIT_JOB_BG, "f", "-", "other")).isNotEqualTo(handle);
    assertThat(client.submit(SUBMIT_JOB_BG, "g", "-", "same")).isNotEqualTo(handle);
    String none = client.submit(SUBMIT_JOB_BG, "f", "", "same");
    assertThat(client.submit(SUBMIT_JOB_BG, "f", "", "same")).isNotEqualTo(none);
    assertThat(client.submit(SUBMIT_JOB_BG, "f", "-", ""))
        .isNotEqualTo(client.submit(SUBMIT_JOB_BG, "f", "-", ""));
  }

  @Test
  void exceptionsGoToThoseWhoAskedForThem() throws IOException {
    GearmanClient plain = server.connect();
    GearmanClient asking = server.connect();
    assertThat(asking.ask(OPTION_REQ, "exceptions").data()).isEqualTo("exceptions");
    String handle = plain.submit(SUBMIT_JOB, "f", "u", "");
    asking.submit(SUBMIT_JOB, "f", "u", "");
    GearmanClient worker = worker("f");
    worker.ask(GRAB_JOB);
    worker.send(WORK_EXCEPTION, handle, "why");
    assertThat(plain.read()).isEqualTo(Packet.of(WORK_FAIL, handle));
    assertThat(asking.read()).isEqualTo(Packet.of(WORK_EXCEPTION, handle, "why"));
    assertThat(worker.ask(WORK_FAIL, handle)).isEqualTo(NOT_FOUND);
    assertThat(worker.ask(WORK_DATA, handle, "late"))
        .isEqualTo(Packet.of(ERROR, "JOB_NOT_FOUND", "Job does not exist on server"));
    assertThat(worker.ask(WORK_EXCEPTION, handle, "late").argument(1))
        .isEqualTo("An exception was received for a job that does not exist");
  }

  @Test
  void jobsOfALostWorkerGoToAnother() throws IOException {
    GearmanClient client = server.connect();
    String handle = client.submit(SUBMIT_JOB, "f", "", "data");
    GearmanClient lost = worker("f");
    lost.ask(GRAB_JOB);
    GearmanClient next = worker("f");
    next.send(PRE_SLEEP).sync();
    lost.close();
    assertThat(next.read()).isEqualTo(Packet.of(NOOP));
    assertThat(next.ask(GRAB_JOB)).isEqualTo(Packet.of(JOB_ASSIGN, handle, "f", "data"));
    assertThat(client.list("show jobs")).isEqualTo(handle + "\t1\t0\t0\n");
    next.send(WORK_FAIL, handle);
    assertThat(client.read()).isEqualTo(Packet.of(WORK_FAIL, handle));
  }

  @Test
  void givingUpAFunctionGivesItsJobBack() throws IOException {
    GearmanClient client = server.connect();
    String handle = client.submit(SUBMIT_JOB_BG, "f", "", "data");
    GearmanClient worker = worker("f");
    worker.ask(GRAB_JOB);
    assertThat(worker.send(CANT_DO, "f").ask(WORK_COMPLETE, handle, "late")).isEqualTo(NOT_FOUND);
    assertThat(worker("f").ask(GRAB_JOB).argument(0)).isEqualTo(handle);
  }

  @Test
  void aWorkerThatTakesTooLongLosesTheJobAndAnotherIsWoken() throws IOException {
    GearmanClient client = server.connect();
    GearmanClient slow = server.connect();
    slow.send(CAN_DO_TIMEOUT, "f", "1");
    GearmanClient next = worker("f");
    String handle = client.submit(SUBMIT_JOB, "f", "", "data");
    slow.ask(GRAB_JOB);
    next.send(PRE_SLEEP).sync();
    assertThat(next.read()).isEqualTo(Packet.of(NOOP));
    assertThat(next.ask(GRAB_JOB).argument(0)).isEqualTo(handle);
    assertThat(slow.ask(WORK_COMPLETE, handle, "late")).isEqualTo(NOT_FOUND);
    next.send(WORK_COMPLETE, handle, "done");
    assertThat(client.read()).isEqualTo(Packet.of(WORK_COMPLETE, handle, "done"));
  }

  @Test
  void jobsOfAClientThatLeftAreDroppedUnlessTheyRun() throws IOException {
    GearmanClient client = server.connect();
    client.submit(SUBMIT_JOB, "f", "", "data");
    client.close();
    GearmanClient other = server.connect();
    String kept = other.submit(SUBMIT_JOB_BG, "f", "", "kept");
    GearmanClient worker = worker("f");
    assertThat(worker.ask(GRAB_JOB).argument(0)).isEqualTo(kept);
    assertThat(worker.list("status")).isEqualTo("f\t1\t1\t1\n");
  }

  @Test
  void aSleepingWorkerIsWokenWhenAnEpochJobFallsDue() throws IOException {
    GearmanClient client = server.connect();
    GearmanClient worker = worker("f");
    long due = System.currentTimeMillis() / 1000 + 2;
    String handle = client.submit(SUBMIT_JOB_EPOCH, "f", "u", Long.toString(due), "data");
    assertThat(worker.ask(GRAB_JOB)).isEqualTo(Packet.of(NO_JOB));
    assertThat(client.submit(SUBMIT_JOB_BG, "f", "u", "other")).isEqualTo(handle);
    assertThat(client.list("status")).isEqualTo("f\t1\t0\t1\n");
    worker.send(PRE_SLEEP);
    assertThat(worker.read()).isEqualTo(Packet.of(NOOP));
    assertThat(System.currentTimeMillis() / 1000).isGreaterThanOrEqualTo(due);
    assertThat(worker.ask(GRAB_JOB)).isEqualTo(Packet.of(JOB_ASSIGN, handle, "f", "data"));
    worker.send(WORK_COMPLETE, handle, "").sync();
    assertThat(client.list("status")).isEqualTo("f\t0\t0\t1\n");
  }

  @Test
  void anEpochInThePastIsNow() throws IOException {
    String handle = server.connect().submit(SUBMIT_JOB_EPOCH, "f", "", "1", "data");
    assertThat(worker("f").ask(GRAB_JOB).argument(0)).isEqualTo(handle);
  }

  @Test
  void anEpochThatNeverComesIsKept() throws IOException {
    GearmanClient client = server.connect();
    String never = "99999999999999999999999";
    client.submit(SUBMIT_JOB_EPOCH, "f", "", never, "data");
    client.submit(SUBMIT_JOB_EPOCH, "f", "", Long.toString(Long.MAX_VALUE), "data");
    assertThat(worker("f").ask(GRAB_JOB)).isEqualTo(Packet.of(NO_JOB));
    assertThat(client.list("status")).isEqualTo("f\t2\t0\t1\n");
  }

  @Test
  void reducerIsToldToThoseWhoAskForAll() throws IOException {
    GearmanClient client = server.connect();
    String handle = client.submit(SUBMIT_REDUCE_JOB, "f", "u", "red", "", "data");
    String plain = client.submit(SUBMIT_JOB, "f", "v", "data");
    GearmanClient worker = worker("f");
    assertThat(worker.ask(GRAB_JOB_ALL))
        .isEqualTo(Packet.of(JOB_ASSIGN_ALL, handle, "f", "u", "red", "data"));
    assertThat(worker.ask(GRAB_JOB_ALL))
        .isEqualTo(Packet.of(JOB_ASSIGN_UNIQ, plain, "f", "v", "data"));
  }

  @Test
  void answersComeInTheOrderOfTheRequests() throws IOException {
    GearmanClient client = server.connect();
    for (int i = 0; i < 200; i++) {
      client.send(i % 3 == 0 ? SUBMIT_JOB : SUBMIT_JOB_BG, "f" + i % 7, "", "x");
      client.send(io.motet.gearman.codec.PacketType.ECHO_REQ, Integer.toString(i));
    }
    for (int i = 0; i < 200; i++) {
      assertThat(client.read().type()).isEqualTo(JOB_CREATED);
      assertThat(client.read().data()).isEqualTo(Integer.toString(i));
    }
  }

  @Test
  void largeDataComesBackAsItWent() throws IOException {
    String data = "\0binary\r\n\u00ff".repeat(300_000);
    GearmanClient client = server.connect();
    GearmanClient worker = worker("f");
    String handle = client.submit(SUBMIT_JOB, "f", "", data);
    String shown = data.replace('\0', '|');
    assertThat(worker.ask(GRAB_JOB)).isEqualTo(Packet.of(JOB_ASSIGN, handle, "f", shown));
    worker.send(WORK_COMPLETE, handle, data);
    assertThat(client.read()).isEqualTo(Packet.of(WORK_COMPLETE, handle, shown));
  }
}
