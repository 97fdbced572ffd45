package io.motet.gearman.connection;

import io.motet.gearman.codec.Arguments;
import io.motet.gearman.codec.ErrorCode;
import io.motet.gearman.codec.PacketType;
import io.motet.gearman.codec.PacketWriter;
import io.motet.gearman.message.JobPriority;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Takes packets apart and brings each to whom it concerns. */
final class Commands {
  private final ClientSession client;
  private final WorkerSession worker;
  private final GearmanConnection connection;
  private final ReplyOrder replies;
  private final PacketWriter writer;
  private final Arguments in = new Arguments();

  Commands(
      GearmanConnection connection,
      ClientSession client,
      WorkerSession worker,
      ReplyOrder replies,
      PacketWriter writer) {
    this.connection = connection;
    this.client = client;
    this.worker = worker;
    this.replies = replies;
    this.writer = writer;
  }

  void run(int type, ByteBuf source, int index, int length) {
    int count = argumentCount(type);
    if (count < 0) {
      writer.error(ErrorCode.INVALID_COMMAND, "Command not expected");
    } else if (count > 0 && !in.split(source, index, length, count)) {
      writer.error(ErrorCode.INVALID_PACKET, "Packet has too few arguments");
    } else if (isClients(type)) {
      runForClient(type);
    } else {
      runForWorker(type);
    }
  }

  /** How many arguments the packet has, its data counted; -1 for one that clients do not send. */
  private static int argumentCount(int type) {
    return switch (type) {
      case PacketType.RESET_ABILITIES,
          PacketType.PRE_SLEEP,
          PacketType.GRAB_JOB,
          PacketType.GRAB_JOB_UNIQ,
          PacketType.GRAB_JOB_ALL ->
          0;
      case PacketType.CAN_DO,
          PacketType.CANT_DO,
          PacketType.WORK_FAIL,
          PacketType.GET_STATUS,
          PacketType.GET_STATUS_UNIQUE,
          PacketType.ECHO_REQ,
          PacketType.SET_CLIENT_ID,
          PacketType.OPTION_REQ ->
          1;
      case PacketType.CAN_DO_TIMEOUT,
          PacketType.WORK_COMPLETE,
          PacketType.WORK_DATA,
          PacketType.WORK_WARNING,
          PacketType.WORK_EXCEPTION ->
          2;
      case PacketType.SUBMIT_JOB,
          PacketType.SUBMIT_JOB_BG,
          PacketType.SUBMIT_JOB_HIGH,
          PacketType.SUBMIT_JOB_HIGH_BG,
          PacketType.SUBMIT_JOB_LOW,
          PacketType.SUBMIT_JOB_LOW_BG,
          PacketType.WORK_STATUS ->
          3;
      case PacketType.SUBMIT_JOB_EPOCH -> 4;
      case PacketType.SUBMIT_REDUCE_JOB, PacketType.SUBMIT_REDUCE_JOB_BACKGROUND -> 5;
      default -> -1;
    };
  }

  private static boolean isClients(int type) {
    return switch (type) {
      case PacketType.SUBMIT_JOB,
          PacketType.SUBMIT_JOB_BG,
          PacketType.SUBMIT_JOB_HIGH,
          PacketType.SUBMIT_JOB_HIGH_BG,
          PacketType.SUBMIT_JOB_LOW,
          PacketType.SUBMIT_JOB_LOW_BG,
          PacketType.SUBMIT_JOB_EPOCH,
          PacketType.SUBMIT_REDUCE_JOB,
          PacketType.SUBMIT_REDUCE_JOB_BACKGROUND,
          PacketType.GET_STATUS,
          PacketType.GET_STATUS_UNIQUE,
          PacketType.OPTION_REQ,
          PacketType.ECHO_REQ ->
          true;
      default -> false;
    };
  }

  private void runForClient(int type) {
    switch (type) {
      case PacketType.SUBMIT_JOB -> client.submit(in, JobPriority.NORMAL, false);
      case PacketType.SUBMIT_JOB_BG -> client.submit(in, JobPriority.NORMAL, true);
      case PacketType.SUBMIT_JOB_HIGH -> client.submit(in, JobPriority.HIGH, false);
      case PacketType.SUBMIT_JOB_HIGH_BG -> client.submit(in, JobPriority.HIGH, true);
      case PacketType.SUBMIT_JOB_LOW -> client.submit(in, JobPriority.LOW, false);
      case PacketType.SUBMIT_JOB_LOW_BG -> client.submit(in, JobPriority.LOW, true);
      case PacketType.SUBMIT_JOB_EPOCH -> client.submitEpoch(in);
      case PacketType.SUBMIT_REDUCE_JOB -> client.submitReduce(in, false);
      case PacketType.SUBMIT_REDUCE_JOB_BACKGROUND -> client.submitReduce(in, true);
      case PacketType.GET_STATUS -> client.status(in);
      case PacketType.GET_STATUS_UNIQUE -> client.statusUnique(in);
      case PacketType.OPTION_REQ -> client.option(in);
      default -> writer.writeWithData(PacketType.ECHO_RES, in.source(), in.start(0), in.length(0));
    }
  }

  private void runForWorker(int type) {
    switch (type) {
      case PacketType.CAN_DO -> worker.canDo(in, 0);
      case PacketType.CAN_DO_TIMEOUT -> worker.canDo(in, in.number(1));
      case PacketType.CANT_DO -> worker.cantDo(in);
      case PacketType.RESET_ABILITIES -> worker.reset();
      case PacketType.PRE_SLEEP -> worker.sleep();
      case PacketType.GRAB_JOB -> worker.grab(GrabForm.PLAIN, replies);
      case PacketType.GRAB_JOB_UNIQ -> worker.grab(GrabForm.UNIQUE, replies);
      case PacketType.GRAB_JOB_ALL -> worker.grab(GrabForm.ALL, replies);
      case PacketType.WORK_STATUS -> worker.status(in);
      case PacketType.WORK_COMPLETE, PacketType.WORK_EXCEPTION -> worker.finish(type, in);
      case PacketType.WORK_DATA, PacketType.WORK_WARNING -> worker.data(type, in);
      case PacketType.WORK_FAIL -> worker.fail(in);
      default -> connection.clientId(clientId(in));
    }
  }

  /** Up to a zero byte, as gearmand takes it; it is part of a line in the list of workers. */
  private static String clientId(Arguments in) {
    String given = in.source().toString(in.start(0), in.length(0), StandardCharsets.UTF_8);
    int zero = given.indexOf(0);
    return (zero < 0 ? given : given.substring(0, zero)).replaceAll("\\p{Cntrl}", "_");
  }
}
