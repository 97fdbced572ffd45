package io.motet.gearman.server;

import static io.motet.gearman.codec.PacketType.CAN_DO;
import static io.motet.gearman.codec.PacketType.ERROR;
import static io.motet.gearman.codec.PacketType.OPTION_REQ;
import static io.motet.gearman.codec.PacketType.SUBMIT_JOB;
import static io.motet.gearman.codec.PacketType.SUBMIT_JOB_BG;
import static io.motet.gearman.codec.PacketType.WORK_COMPLETE;
import static io.motet.gearman.codec.PacketType.WORK_STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import io.motet.gearman.support.GearmanClient;
import io.motet.gearman.support.GearmanServer;
import io.motet.gearman.support.Packet;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
  private final GearmanServer server =
      GearmanServer.start(
          "gearman.max_packet_size", "4096",
          "gearman.max_line_size", "64",
          "gearman.connection_max", "3",
          "gearman.function_max", "2");

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6, 8, 10, 11, 17, 19, 20, 24, 27, 31, 35, 40, 42})
  void typesThatNobodySendsAreRefusedAndTheConnectionStays(int type) throws IOException {
    GearmanClient client = server.connect();
    assertThat(client.ask(type, "data"))
        .isEqualTo(Packet.of(ERROR, "INVALID_COMMAND", "Command not expected"));
    client.sync();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 43, 1000, -1})
  void typesThatThereAreNotEndTheConnectionAndNoOther(int type) throws IOException {
    GearmanClient other = server.connect();
    assertThat(server.connect().send(type, "x").ended()).isTrue();
    other.sync();
  }

  @Test
  void badMagicEndsTheConnection() throws IOException {
    assertThat(server.connect().raw("\0BAD\0\0\0\20\0\0\0\0").ended()).isTrue();
  }

  @Test
  void aResponseIsNoRequest() throws IOException {
    GearmanClient client = server.connect().raw("\0RES\0\0\0\20\0\0\0\1x");
    assertThat(client.read())
        .isEqualTo(Packet.of(ERROR, "INVALID_MAGIC", "Request magic expected"));
    client.sync();
  }

  @Test
  void tooFewArgumentsAreAnErrorAndNotSilence() throws IOException {
    GearmanClient client = server.connect();
    Packet error = Packet.of(ERROR, "INVALID_PACKET", "Packet has too few arguments");
    assertThat(client.ask(SUBMIT_JOB, "f")).isEqualTo(error);
    assertThat(client.ask(SUBMIT_JOB_BG, "f", "u")).isEqualTo(error);
    assertThat(client.ask(WORK_STATUS, "H:x:1", "1")).isEqualTo(error);
    assertThat(client.ask(WORK_COMPLETE, "H:x:1")).isEqualTo(error);
    client.sync();
  }

  @Test
  void onlyExceptionsIsAnOption() throws IOException {
    assertThat(server.connect().ask(OPTION_REQ, "other"))
        .isEqualTo(Packet.of(ERROR, "UNKNOWN_OPTION", "Server does not recognize given option"));
  }

  @Test
  void uniquesHaveAtMost64Bytes() throws IOException {
    GearmanClient client = server.connect();
    client.submit(SUBMIT_JOB_BG, "f", "u".repeat(64), "");
    assertThat(client.ask(SUBMIT_JOB_BG, "f", "u".repeat(65), ""))
        .isEqualTo(Packet.of(ERROR, "ARGUMENT_TOO_LARGE", "Unique value too large"));
  }

  @Test
  void functionNamesHaveAtMost255BytesAndAreText() throws IOException {
    GearmanClient client = server.connect();
    client.submit(SUBMIT_JOB_BG, "f".repeat(255), "", "");
    assertThat(client.ask(SUBMIT_JOB_BG, "f".repeat(256), "", ""))
        .isEqualTo(Packet.of(ERROR, "ARGUMENT_TOO_LARGE", "Function name too large"));
    Packet error = Packet.of(ERROR, "INVALID_PACKET", "Function name empty or not text");
    assertThat(client.ask(SUBMIT_JOB_BG, "", "", "")).isEqualTo(error);
    assertThat(client.ask(SUBMIT_JOB_BG, "\u00ff\u00fe", "", "")).isEqualTo(error);
  }

  @Test
  void packetsAndLinesHaveALimit() throws IOException {
    GearmanClient client = server.connect();
    client.submit(SUBMIT_JOB_BG, "f", "", "x".repeat(4096 - 3));
    assertThat(client.ask(SUBMIT_JOB_BG, "f", "", "x".repeat(4096 - 2)))
        .isEqualTo(Packet.of(ERROR, "ARGUMENT_TOO_LARGE", "Packet too large"));
    assertThat(client.ended()).isTrue();
    GearmanClient talker = server.connect();
    assertThat(talker.admin("show " + "x".repeat(59))).isEqualTo("ERR UNKNOWN_SHOW_ARGUMENTS\r\n");
    assertThat(talker.raw("x".repeat(65) + "\n").ended()).isTrue();
  }

  @Test
  void connectionsAndFunctionsHaveALimit() throws IOException {
    GearmanClient worker = server.connect();
    server.connect().sync();
    server.connect().sync();
    assertThat(server.connect().ended()).isTrue();
    worker.send(CAN_DO, "a").send(CAN_DO, "b").send(CAN_DO, "b").sync();
    assertThat(worker.ask(CAN_DO, "c"))
        .isEqualTo(Packet.of(ERROR, "ARGUMENT_TOO_LARGE", "more than 2 functions"));
  }

  @Test
  void aFullQueueRefuses() throws IOException {
    GearmanClient client = server.connect();
    client.submit(SUBMIT_JOB_BG, "f", "", "1");
    assertThat(client.admin("maxqueue f 2")).isEqualTo("OK\r\n");
    client.submit(SUBMIT_JOB_BG, "f", "", "2");
    Packet full = Packet.of(ERROR, "QUEUE_ERROR", "Job queue is full");
    assertThat(client.ask(SUBMIT_JOB_BG, "f", "", "3")).isEqualTo(full);
    assertThat(client.ask(SUBMIT_JOB, "f", "", "3")).isEqualTo(full);
    assertThat(client.admin("maxqueue f")).isEqualTo("OK\r\n");
    client.submit(SUBMIT_JOB_BG, "f", "", "3");
  }
}
