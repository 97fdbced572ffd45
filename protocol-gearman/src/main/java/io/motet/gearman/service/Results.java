package io.motet.gearman.service;

import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.queue.Outcome;
import io.motet.broker.rpc.ReplyHeaders;
import io.motet.broker.rpc.ReplyKind;
import io.motet.gearman.codec.PacketType;
import io.motet.gearman.job.Job;
import io.motet.gearman.job.JobTable;
import io.motet.gearman.job.Run;
import io.motet.gearman.message.JobHandles;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Passes on what becomes of jobs: from workers here to clients here or to requesters elsewhere, and
 * from workers elsewhere to clients here. On the table's shard.
 */
public final class Results {
  private static final String ZERO = "0";

  private final JobTable table;
  private final JobHandles handles;
  private final ForeignReplies foreign;

  Results(JobTable table, JobHandles handles, ForeignReplies foreign) {
    this.table = table;
    this.handles = handles;
    this.foreign = foreign;
  }

  /** Data or a warning: the work goes on. */
  public void data(Job job, int packetType, ByteBuf data, int index, int length) {
    job.relay(packetType, data, index, length);
    if (job.run().replyTo() != null) {
      ReplyKind kind = packetType == PacketType.WORK_DATA ? ReplyKind.PARTIAL : ReplyKind.WARNING;
      foreign.send(job.run(), kind, data, index, length);
    }
  }

  /** Progress, in the worker's own digits and as numbers. */
  public void status(Job job, byte[] done, byte[] whole, long doneNumber, long wholeNumber) {
    job.progress(doneNumber, wholeNumber);
    job.relayStatus(done, whole);
    if (job.run().replyTo() != null) {
      foreign.status(job.run(), text(done), text(whole));
    }
  }

  private static String text(byte[] digits) {
    return new String(digits, StandardCharsets.US_ASCII);
  }

  /** The result or an exception: the job ends. */
  public void finish(Job job, int packetType, ByteBuf data, int index, int length) {
    job.relay(packetType, data, index, length);
    if (job.run().replyTo() != null) {
      ReplyKind kind =
          packetType == PacketType.WORK_COMPLETE ? ReplyKind.COMPLETE : ReplyKind.EXCEPTION;
      foreign.send(job.run(), kind, data, index, length);
    }
    end(job, Outcome.ACK);
  }

  /** The worker has given up: the job ends. */
  public void fail(Job job) {
    fail(job, ReplyKind.FAILED, Outcome.ACK);
  }

  /** Too many workers were lost: the job ends, in the dead-letter queue where there is one. */
  void lostTooOften(Job job) {
    fail(job, ReplyKind.WORKER_LOST, job.background() ? Outcome.REJECT : Outcome.ACK);
  }

  private void fail(Job job, ReplyKind kind, Outcome outcome) {
    job.relayFailure();
    if (job.run().replyTo() != null) {
      foreign.send(job.run(), kind);
    }
    end(job, outcome);
  }

  private void end(Job job, Outcome outcome) {
    Run run = job.stop();
    table.remove(job);
    run.message().release();
    run.delivery().settle(outcome);
  }

  /** A job that nobody works on is over: its message is gone. */
  void abandon(Job job) {
    if (job.run() == null) {
      job.relayFailure();
      table.remove(job);
    }
  }

  /** A reply from a worker of another protocol. Late ones find no job. */
  void reply(Message message) {
    MessageProperties properties = message.properties();
    Job job = table.find(handles.number(properties.correlationId()));
    if (job == null) {
      return;
    }
    ReplyKind kind = ReplyKind.of(properties);
    relay(job, kind, message, properties);
    if (kind.last() && job.run() == null) {
      table.remove(job);
    }
  }

  private static void relay(
      Job job, ReplyKind kind, Message message, MessageProperties properties) {
    switch (kind) {
      case PARTIAL -> relay(job, PacketType.WORK_DATA, message);
      case WARNING -> relay(job, PacketType.WORK_WARNING, message);
      case COMPLETE -> relay(job, PacketType.WORK_COMPLETE, message);
      case EXCEPTION -> relay(job, PacketType.WORK_EXCEPTION, message);
      case STATUS -> relayStatus(job, properties);
      case FAILED, WORKER_LOST, TIMED_OUT -> job.relayFailure();
    }
  }

  private static void relay(Job job, int packetType, Message message) {
    job.relay(packetType, message.content(), message.bodyOffset(), message.bodySizeBytes());
  }

  private static void relayStatus(Job job, MessageProperties properties) {
    String done = String.valueOf(properties.headers().getOrDefault(ReplyHeaders.NUMERATOR, ZERO));
    String whole =
        String.valueOf(properties.headers().getOrDefault(ReplyHeaders.DENOMINATOR, ZERO));
    job.progress(number(done), number(whole));
    job.relayStatus(
        done.getBytes(StandardCharsets.US_ASCII), whole.getBytes(StandardCharsets.US_ASCII));
  }

  private static long number(String digits) {
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
  }
}
