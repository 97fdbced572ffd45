package io.motet.gearman.service;

import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.publish.Publisher;
import io.motet.broker.publish.Transaction;
import io.motet.broker.queue.Outcome;
import io.motet.broker.shard.Shard;
import io.motet.broker.vhost.VirtualHost;
import io.motet.gearman.config.GearmanOptions;
import io.motet.gearman.job.Job;
import io.motet.gearman.job.JobTable;
import io.motet.gearman.job.Run;
import io.motet.gearman.message.JobHandles;
import io.motet.gearman.message.JobMessages;
import io.motet.gearman.message.JobProperties;

/**
 * Gives back jobs whose worker is gone, has given the function up, or took too long: to the queue
 * at once or after a delay, until the limit. On the table's shard.
 */
public final class LostJobs {
  private final VirtualHost virtualHost;
  private final GearmanOptions options;
  private final JobTable table;
  private final Functions functions;
  private final JobMessages messages;
  private final JobHandles handles;
  private final Results results;
  private final Publisher publisher;
  private final Utf8 delays = Utf8.of(Functions.DELAYS);
  private boolean stopping;

  LostJobs(
      VirtualHost virtualHost,
      Shard shard,
      GearmanOptions options,
      JobTable table,
      Functions functions,
      JobMessages messages,
      JobHandles handles,
      Results results) {
    this.virtualHost = virtualHost;
    this.options = options;
    this.table = table;
    this.functions = functions;
    this.messages = messages;
    this.handles = handles;
    this.results = results;
    this.publisher = virtualHost.publisher(shard, (token, outcome) -> {});
  }

  /** The broker stops: what workers have now is not lost by them, and comes again after a start. */
  void stopping() {
    stopping = true;
  }

  /** The job's worker has it no more. */
  public void lost(Job job) {
    if (stopping) {
      job.stop().message().release();
      return;
    }
    job.retries(job.retries() + 1);
    if (options.jobRetries() > 0 && job.retries() >= options.jobRetries()) {
      results.lostTooOften(job);
      return;
    }
    job.progress(0, 0);
    Run run = job.stop();
    if (job.ignored()) {
      table.remove(job);
      run.message().release();
      run.delivery().settle(Outcome.ACK);
    } else if (options.retryDelayMillis() > 0 && JobMessages.jobOf(run.message()) != null) {
      functions.whenDelayable(job.function(), failure -> delay(job, run, failure));
    } else {
      giveBack(job, run);
    }
  }

  private void giveBack(Job job, Run run) {
    if (JobMessages.jobOf(run.message()) == null) {
      // It had no handle before a worker took it, and gets another with the next one.
      table.remove(job);
    }
    run.message().release();
    run.delivery().settle(Outcome.REQUEUE);
  }

  /** Puts a copy aside that comes back in time, and ends this one: both or neither. */
  private void delay(Job job, Run run, Throwable failure) {
    Message message = run.message();
    if (failure != null) {
      giveBack(job, run);
      return;
    }
    Message copy = copyOf(job, message);
    Route route = virtualHost.route(delays, job.function().name(), copy::properties);
    Transaction transaction = publisher.begin();
    transaction.publish(copy, route);
    transaction.settle(run.delivery(), Outcome.ACK);
    transaction.commit();
    message.release();
  }

  private Message copyOf(Job job, Message message) {
    JobProperties before = JobMessages.jobOf(message);
    JobProperties changed =
        new JobProperties(
            job.number(),
            handles.text(job.number()),
            before.priority(),
            before.unique(),
            before.reducer(),
            before.whenSeconds(),
            options.retryDelayMillis(),
            job.retries(),
            before.replyTo());
    return messages.job(
        delays,
        job.function().name(),
        changed,
        message.content(),
        message.bodyOffset(),
        message.bodySizeBytes());
  }
}
