package io.motet.gearman.connection;

import io.motet.gearman.codec.Arguments;
import io.motet.gearman.codec.ErrorCode;
import io.motet.gearman.codec.PacketType;
import io.motet.gearman.codec.PacketWriter;
import io.motet.gearman.job.Function;
import io.motet.gearman.job.Job;
import io.motet.gearman.job.WaitingJobs;
import io.motet.gearman.message.JobPriority;
import io.motet.gearman.service.JobService;
import io.motet.gearman.service.SubmitRequest;
import io.motet.gearman.service.Submitter;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** What a connection does as a client: submits jobs, hears of them, asks for their status. */
final class ClientSession implements Submitter {
  private static final byte[] NOTHING = {};

  /** The end of the year 9999. */
  private static final long LATEST_EPOCH_SECONDS = 253_402_300_799L;

  private static final byte[] ZERO = {'0'};
  private static final byte[] ONE = {'1'};
  private static final String EXCEPTIONS = "exceptions";

  private final JobService service;
  private final GearmanConnection connection;
  private final FunctionNames names;
  private final ReplyOrder replies;
  private final PacketWriter writer;
  private final WaitingJobs waitingJobs = new WaitingJobs();
  private boolean exceptions;

  ClientSession(
      JobService service,
      GearmanConnection connection,
      FunctionNames names,
      ReplyOrder replies,
      PacketWriter writer) {
    this.service = service;
    this.connection = connection;
    this.names = names;
    this.replies = replies;
    this.writer = writer;
    this.exceptions = service.options().exceptions();
  }

  /** SUBMIT_JOB and its kind: function, unique, data. */
  void submit(Arguments in, JobPriority priority, boolean background) {
    submit(in, 1, 2, NOTHING, priority, background, 0);
  }

  /** SUBMIT_JOB_EPOCH: function, unique, time, data. */
  void submitEpoch(Arguments in) {
    submit(in, 1, 3, NOTHING, JobPriority.NORMAL, true, epochSeconds(in.number(2)));
  }

  /** Later than any clock shows is as late as that. */
  private static long epochSeconds(long given) {
    return Math.max(0, Math.min(given, LATEST_EPOCH_SECONDS));
  }

  /** SUBMIT_REDUCE_JOB and its kind: function, unique, reducer, unused, data. */
  void submitReduce(Arguments in, boolean background) {
    if (in.length(2) > SubmitRequest.MAX_UNIQUE_BYTES) {
      writer.error(ErrorCode.ARGUMENT_TOO_LARGE, "Unique value too large");
      return;
    }
    submit(in, 1, 4, in.bytes(2), JobPriority.NORMAL, background, 0);
  }

  private void submit(
      Arguments in,
      int unique,
      int data,
      byte[] reducer,
      JobPriority priority,
      boolean background,
      long whenSeconds) {
    if (in.length(unique) > SubmitRequest.MAX_UNIQUE_BYTES) {
      writer.error(ErrorCode.ARGUMENT_TOO_LARGE, "Unique value too large");
      return;
    }
    Function function = names.function(in, 0, writer);
    if (function == null || !connection.access().maySubmit(function, writer)) {
      return;
    }
    connection.submitting();
    SubmitRequest request =
        new SubmitRequest(
            function,
            in.bytes(unique),
            reducer,
            priority,
            background,
            whenSeconds,
            in.source(),
            in.start(data),
            in.length(data));
    service.submissions().submit(request, this, replies.reserve());
  }

  @Override
  public void created(long token, long jobNumber) {
    replies.begin(token);
    writer.write(PacketType.JOB_CREATED, service.handles().bytes(jobNumber));
    replies.end();
    connection.answered();
  }

  @Override
  public void refused(long token, ErrorCode code, String text) {
    replies.begin(token);
    writer.error(code, text);
    replies.end();
    connection.answered();
  }

  @Override
  public WaitingJobs waitingJobs() {
    return waitingJobs;
  }

  @Override
  public boolean connected() {
    return !connection.closed();
  }

  @Override
  public void data(Job job, int packetType, ByteBuf data, int index, int length) {
    if (packetType == PacketType.WORK_EXCEPTION && !exceptions) {
      failed(job);
      return;
    }
    writer.writeWithData(packetType, data, index, length, service.handles().bytes(job.number()));
  }

  @Override
  public void status(Job job, byte[] numerator, byte[] denominator) {
    byte[] handle = service.handles().bytes(job.number());
    writer.write(PacketType.WORK_STATUS, handle, numerator, denominator);
  }

  @Override
  public void failed(Job job) {
    writer.write(PacketType.WORK_FAIL, service.handles().bytes(job.number()));
  }

  /** GET_STATUS: the handle comes back as it was asked for. */
  void status(Arguments in) {
    byte[] handle = in.text(0).getBytes(StandardCharsets.UTF_8);
    long number = service.handles().number(in.source(), in.start(0), in.length(0));
    Job job = service.table().find(number);
    if (job == null) {
      writer.write(PacketType.STATUS_RES, handle, ZERO, ZERO, ZERO, ZERO);
      return;
    }
    writer.write(
        PacketType.STATUS_RES,
        handle,
        ONE,
        job.run() == null ? ZERO : ONE,
        digits(job.numerator()),
        digits(job.denominator()));
  }

  /** GET_STATUS_UNIQUE. */
  void statusUnique(Arguments in) {
    byte[] unique = in.text(0).getBytes(StandardCharsets.UTF_8);
    Job job = service.table().findUnique(unique);
    if (job == null) {
      writer.write(PacketType.STATUS_RES_UNIQUE, unique, ZERO, ZERO, ZERO, ZERO, ZERO);
      return;
    }
    writer.write(
        PacketType.STATUS_RES_UNIQUE,
        unique,
        ONE,
        job.run() == null ? ZERO : ONE,
        digits(job.numerator()),
        digits(job.denominator()),
        digits(job.clientCount()));
  }

  private static byte[] digits(long number) {
    return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
  }

  /** OPTION_REQ: there is one option. */
  void option(Arguments in) {
    if (!in.text(0).equalsIgnoreCase(EXCEPTIONS)) {
      writer.error(ErrorCode.UNKNOWN_OPTION, "Server does not recognize given option");
      return;
    }
    exceptions = true;
    writer.write(PacketType.OPTION_RES, in.bytes(0));
  }

  /** The client is gone; what it alone waited for is not worth doing. */
  void close() {
    waitingJobs.clear(service.table()::left);
  }
}
