package io.motet.gearman.service;

import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.publish.PublishOutcome;
import io.motet.broker.publish.Publisher;
import io.motet.broker.shard.Shard;
import io.motet.broker.vhost.VirtualHost;
import io.motet.gearman.codec.ErrorCode;
import io.motet.gearman.job.Function;
import io.motet.gearman.job.Job;
import io.motet.gearman.job.JobTable;
import io.motet.gearman.message.JobHandles;
import io.motet.gearman.message.JobMessages;
import io.motet.gearman.message.JobProperties;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Takes jobs in: finds the one that a submission is the same as, or publishes a new one and tells
 * its client when it is safe. On the table's shard.
 */
public final class Submissions {
  private static final String FULL = "Job queue is full";
  private static final long MILLIS = 1000;

  /** What clients of a foreground job for a stream are told. */
  static final String STREAM = "the function's queue is a stream, which takes background jobs only";

  private final VirtualHost virtualHost;
  private final Shard shard;
  private final JobTable table;
  private final Functions functions;
  private final JobMessages messages;
  private final JobHandles handles;
  private final String replyAddress;
  private final Publisher publisher;
  private final Utf8 delays = Utf8.of(Functions.DELAYS);

  /** Submissions whose job is not safe yet, by job. */
  private final Long2ObjectHashMap<Unconfirmed> unconfirmed = new Long2ObjectHashMap<>();

  private static final class Unconfirmed {
    final Submitter submitter;
    final long token;
    Unconfirmed next;

    Unconfirmed(Submitter submitter, long token) {
      this.submitter = submitter;
      this.token = token;
    }
  }

  /**
   * @param replyAddress where workers of other protocols send results
   */
  Submissions(
      VirtualHost virtualHost,
      Shard shard,
      JobTable table,
      Functions functions,
      JobMessages messages,
      JobHandles handles,
      String replyAddress) {
    this.virtualHost = virtualHost;
    this.shard = shard;
    this.table = table;
    this.functions = functions;
    this.messages = messages;
    this.handles = handles;
    this.replyAddress = replyAddress;
    this.publisher = virtualHost.publisher(shard, this::published);
    publisher.confirming(true);
  }

  /** Takes a submission; its client is told under the token, now or later. */
  public void submit(SubmitRequest request, Submitter submitter, long token) {
    boolean later = request.whenSeconds() * MILLIS > shard.currentTimeMillis();
    if (request.function().queue() != null && !later) {
      accept(request, submitter, token, 0);
      return;
    }
    SubmitRequest kept = request.kept();
    functions.whenReady(
        request.function(),
        failure -> {
          if (failure != null) {
            refuse(submitter, token, failure);
          } else if (later) {
            submitLater(kept, submitter, token);
          } else {
            accept(kept, submitter, token, 0);
          }
        });
  }

  private void submitLater(SubmitRequest request, Submitter submitter, long token) {
    functions.whenDelayable(
        request.function(),
        failure -> {
          if (failure != null) {
            refuse(submitter, token, failure);
          } else {
            long delay = request.whenSeconds() * MILLIS - shard.currentTimeMillis();
            accept(request, submitter, token, Math.max(0, delay));
          }
        });
  }

  private static void refuse(Submitter submitter, long token, Throwable failure) {
    submitter.refused(token, ErrorCode.QUEUE_ERROR, String.valueOf(failure.getMessage()));
  }

  private void accept(SubmitRequest request, Submitter submitter, long token, long delayMillis) {
    Function function = request.function();
    if (function.isStream() && !request.background()) {
      submitter.refused(token, ErrorCode.QUEUE_ERROR, STREAM);
      return;
    }
    byte[] key = request.key();
    Job same = key.length == 0 ? null : table.findSame(function, key);
    if (same != null) {
      join(same, request, submitter, token);
      return;
    }
    if (function.full(request.priority())) {
      submitter.refused(token, ErrorCode.QUEUE_ERROR, FULL);
      return;
    }
    Job job = table.add(function, request.unique(), key, request.priority(), request.background());
    if (!request.background() && submitter.connected()) {
      job.addClient(submitter, submitter.waitingJobs());
    }
    unconfirmed.put(job.number(), new Unconfirmed(submitter, token));
    publish(request, job, delayMillis);
  }

  private void join(Job job, SubmitRequest request, Submitter submitter, long token) {
    if (!request.background() && submitter.connected()) {
      job.addClient(submitter, submitter.waitingJobs());
    }
    Unconfirmed first = unconfirmed.get(job.number());
    if (first == null) {
      submitter.created(token, job.number());
      return;
    }
    Unconfirmed another = new Unconfirmed(submitter, token);
    another.next = first.next;
    first.next = another;
  }

  private void publish(SubmitRequest request, Job job, long delayMillis) {
    Function function = request.function();
    Utf8 exchange = delayMillis > 0 ? delays : Utf8.EMPTY;
    JobProperties properties =
        new JobProperties(
            job.number(),
            handles.text(job.number()),
            request.priority(),
            request.unique(),
            request.reducer(),
            request.whenSeconds(),
            delayMillis,
            0,
            request.background() ? null : replyAddress);
    Message message =
        messages.job(
            exchange,
            function.name(),
            properties,
            request.data(),
            request.index(),
            request.length());
    Route route = virtualHost.route(exchange, function.name(), message::properties);
    if (route == null || route.targets().isEmpty()) {
      message.release();
      published(job.number(), PublishOutcome.REJECTED);
      return;
    }
    publisher.publish(message, route, job.number());
  }

  private void published(long jobNumber, PublishOutcome outcome) {
    Unconfirmed first = unconfirmed.remove(jobNumber);
    Job job = table.find(jobNumber);
    boolean over = outcome == PublishOutcome.REJECTED || (job != null && job.function().isStream());
    if (over && job != null && job.run() == null) {
      table.remove(job);
    }
    for (Unconfirmed at = first; at != null; at = at.next) {
      if (outcome == PublishOutcome.ACCEPTED) {
        at.submitter.created(at.token, jobNumber);
      } else {
        at.submitter.refused(at.token, ErrorCode.QUEUE_ERROR, FULL);
      }
    }
  }
}
