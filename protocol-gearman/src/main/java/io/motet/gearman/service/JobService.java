package io.motet.gearman.service;

import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;
import io.motet.broker.queue.Queue;
import io.motet.broker.reply.ReplyTarget;
import io.motet.broker.shard.Shard;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.vhost.VirtualHost;
import io.motet.gearman.config.GearmanOptions;
import io.motet.gearman.job.Function;
import io.motet.gearman.job.Job;
import io.motet.gearman.job.JobTable;
import io.motet.gearman.job.Run;
import io.motet.gearman.message.JobHandles;
import io.motet.gearman.message.JobHeaders;
import io.motet.gearman.message.JobMessages;
import io.motet.gearman.message.JobPriority;
import io.motet.gearman.message.JobProperties;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * All that connections ask for, put together around one job table. Everything is on the table's
 * shard, where the connections live too: between a client, the table and a worker there is no
 * hand-over.
 */
public final class JobService implements FunctionWatcher.Actions {
  private static final byte[] NOTHING = {};

  private final FrontEndContext context;
  private final Shard shard;
  private final GearmanOptions options;
  private final VirtualHost virtualHost;
  private final JobHandles handles;
  private final JobTable table = new JobTable();
  private final Functions functions;
  private final Results results;
  private final Submissions submissions;
  private final LostJobs lostJobs;
  private final WakeUps wakeUps;
  private final HeldGrabs heldGrabs;
  private final ReplyTarget replies;

  /**
   * @param shard the table's
   */
  public JobService(FrontEndContext context, Shard shard, GearmanOptions options) {
    this.context = context;
    this.shard = shard;
    this.options = options;
    this.virtualHost = context.virtualHosts().get(options.virtualHost());
    this.handles = new JobHandles(options.handlePrefix());
    this.functions =
        new Functions(
            virtualHost,
            shard,
            options,
            (all, function) -> new FunctionWatcher(function, shard, this));
    JobMessages messages = new JobMessages(shard, context.contentAllocator(shard));
    this.wakeUps = new WakeUps(shard, options.workerWakeup());
    this.heldGrabs = new HeldGrabs(shard);
    this.results = new Results(table, handles, new ForeignReplies(virtualHost, shard, messages));
    this.replies = context.replies().register(shard, results::reply);
    this.submissions =
        new Submissions(virtualHost, shard, table, functions, messages, handles, replies.name());
    this.lostJobs =
        new LostJobs(virtualHost, shard, options, table, functions, messages, handles, results);
  }

  /** Finds the jobs that were kept; nothing may be asked before it completes. */
  public CompletableFuture<Void> load() {
    return functions
        .declareDeadLetterQueue()
        .thenCompose(done -> new KeptJobs(virtualHost, shard, table, functions).load());
  }

  public Shard shard() {
    return shard;
  }

  public GearmanOptions options() {
    return options;
  }

  public VirtualHost virtualHost() {
    return virtualHost;
  }

  public FrontEndContext context() {
    return context;
  }

  public JobHandles handles() {
    return handles;
  }

  public JobTable table() {
    return table;
  }

  public Functions functions() {
    return functions;
  }

  public Results results() {
    return results;
  }

  public Submissions submissions() {
    return submissions;
  }

  public LostJobs lostJobs() {
    return lostJobs;
  }

  public WakeUps wakeUps() {
    return wakeUps;
  }

  public HeldGrabs heldGrabs() {
    return heldGrabs;
  }

  /**
   * A worker takes a message.
   *
   * @param message retained for the run
   * @return its job, running; null when nobody wants it any more: then it is settled
   */
  public Job start(Function function, Object worker, Delivery delivery, Message message) {
    JobProperties properties = JobMessages.jobOf(message);
    Job job =
        properties == null
            ? foreign(function, message, delivery)
            : ours(function, properties, message, delivery);
    if (job == null || job.ignored()) {
      if (job != null) {
        table.remove(job);
      }
      delivery.settle(Outcome.ACK);
      return null;
    }
    job.start(run(worker, delivery, message, properties));
    return job;
  }

  private Run run(Object worker, Delivery delivery, Message message, JobProperties properties) {
    message.retain();
    if (properties != null) {
      boolean elsewhere =
          properties.replyTo() != null && !properties.replyTo().equals(replies.name());
      return new Run(
          worker,
          delivery,
          message,
          elsewhere ? properties.replyTo() : null,
          elsewhere ? properties.handle() : null);
    }
    MessageProperties asked = message.properties();
    return new Run(worker, delivery, message, asked.replyTo(), asked.correlationId());
  }

  /** A job that came from Gearman; null when it was somebody's who no longer waits. */
  private Job ours(
      Function function, JobProperties properties, Message message, Delivery delivery) {
    Job job = table.find(properties.number());
    if (job != null && job.run() == null && job.function() == function) {
      job.retries(Math.max(job.retries(), delivery.deliveryCount()));
      return job;
    }
    if (!properties.background() && properties.replyTo().equals(replies.name())) {
      return null;
    }
    byte[] key =
        SubmitRequest.key(
            properties.unique(), message.content(), message.bodyOffset(), message.bodySizeBytes());
    if (job != null) {
      return table.add(function, properties.unique(), NOTHING, properties.priority(), true);
    }
    return table.restore(
        properties.number(), function, properties.unique(), key, properties.priority(), true);
  }

  /** A message that another protocol published: its message id, if any, is the unique key. */
  private Job foreign(Function function, Message message, Delivery delivery) {
    MessageProperties properties = message.properties();
    Map<String, Object> headers = properties.headers();
    byte[] unique = headers == null ? NOTHING : JobHeaders.bytes(headers.get(JobHeaders.UNIQUE));
    if (unique.length == 0 && properties.messageId() != null) {
      unique = properties.messageId().getBytes(StandardCharsets.UTF_8);
    }
    Job job = table.add(function, unique, NOTHING, JobPriority.of(message.priority()), true);
    job.retries(delivery.deliveryCount());
    return job;
  }

  // What others do with the queues.

  @Override
  public void wake(Function function) {
    wakeUps.jobWaits(function);
  }

  @Override
  public void leftTheQueue(long jobNumber, boolean taken) {
    Job job = table.find(jobNumber);
    if (job != null && (!taken || job.background() || job.ignored())) {
      results.abandon(job);
    }
  }

  @Override
  public void purged(Function function) {
    table.of(function).forEach(results::abandon);
  }

  @Override
  public void deleted(Function function) {
    functions.queueDeleted(function);
    for (Job job : table.of(function)) {
      if (job.run() != null) {
        job.stop().message().release();
      }
      results.abandon(job);
    }
  }

  /** Nobody wants the job any more: whoever waits hears that it failed, and no worker gets it. */
  public void cancel(Job job) {
    job.relayFailure();
    job.dropClients();
    job.cancel();
    if (job.background() && job.run() == null && job.function().queue() != null) {
      takeOut(job);
    }
  }

  /** A cancelled job must not come back with a restart. */
  private void takeOut(Job job) {
    Predicate<Message> isIt = message -> JobMessages.numberOf(message) == job.number();
    Queue waitingRoom = virtualHost.waitingRoom(Functions.DELAYS);
    CompletableFuture<Long> removed = job.function().queue().discard(isIt);
    if (waitingRoom != null) {
      removed =
          removed.thenCompose(
              count ->
                  count > 0 ? CompletableFuture.completedFuture(count) : waitingRoom.discard(isIt));
    }
    removed.thenAcceptAsync(
        count -> {
          if (count > 0) {
            results.abandon(job);
          }
        },
        shard);
  }

  /** Ends a function that nobody uses, with the jobs that wait in it. */
  public void drop(Function function, Runnable done) {
    virtualHost
        .deleteQueue(function.name().toString(), false, false, null)
        .whenComplete(
            (count, failure) ->
                shard.run(
                    () -> {
                      functions.remove(function);
                      done.run();
                    }));
  }

  /** The broker stops: connections end, and that is no fault of their workers. */
  public void stopping() {
    lostJobs.stopping();
  }

  /** No replies are taken any more. */
  public void close() {
    context.replies().remove(replies);
  }
}
