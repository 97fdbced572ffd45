package io.motet.gearman.job;

import io.motet.broker.shard.Shard;
import io.motet.gearman.message.JobPriority;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/**
 * A job from its submission to its end. Its data is in the function's queue and not here: a backlog
 * costs what the queue costs, and these few words. What it needs while somebody waits for it or
 * works on it is apart, since most jobs of a backlog are in the background.
 */
public final class Job {
  private final long number;
  private final Function function;
  private final byte[] unique;
  private final byte[] key;
  private final JobPriority priority;
  private final boolean background;
  private boolean cancelled;
  private int retries;

  /** Null while it only waits. */
  private Activity activity;

  /** Link of {@link UniqueIndex}. */
  Job nextOfKey;

  /**
   * @param unique as its client gave it; empty for none
   * @param key what makes another submission the same job; empty when nothing does
   * @param background nobody waits for it
   */
  Job(
      long number,
      Function function,
      byte[] unique,
      byte[] key,
      JobPriority priority,
      boolean background) {
    this.number = number;
    this.function = function;
    this.unique = unique;
    this.key = key;
    this.priority = priority;
    this.background = background;
  }

  public long number() {
    return number;
  }

  public Function function() {
    return function;
  }

  public byte[] unique() {
    return unique;
  }

  byte[] key() {
    return key;
  }

  public JobPriority priority() {
    return priority;
  }

  public boolean background() {
    return background;
  }

  /** Whether it is not to be run any more: cancelled, or left by all who waited for it. */
  public boolean ignored() {
    return cancelled || (!background && clientCount() == 0);
  }

  public void cancel() {
    cancelled = true;
  }

  public int retries() {
    return retries;
  }

  public void retries(int count) {
    retries = count;
  }

  public long numerator() {
    return activity == null ? 0 : activity.numerator;
  }

  public long denominator() {
    return activity == null ? 0 : activity.denominator;
  }

  /** Notes how far it is. */
  public void progress(long done, long whole) {
    if (activity != null || done != 0 || whole != 0) {
      activity().numerator = done;
      activity().denominator = whole;
    }
  }

  public int clientCount() {
    return activity == null ? 0 : activity.clientCount;
  }

  /** One more submission waits for this job. */
  public void addClient(ResultReceiver receiver, WaitingJobs owner) {
    JobClient client = new JobClient(this, receiver);
    activity().add(client);
    owner.add(client);
  }

  void removeClient(JobClient gone) {
    activity.remove(gone);
  }

  /** Nobody waits any more: all have been told. */
  public void dropClients() {
    if (activity != null) {
      activity.dropClients();
    }
  }

  private void tell(Consumer<ResultReceiver> news) {
    if (activity != null) {
      activity.tell(news);
    }
  }

  /** Passes a worker's data to all who wait. */
  public void relay(int packetType, ByteBuf data, int index, int length) {
    tell(receiver -> receiver.data(this, packetType, data, index, length));
  }

  /** Passes a worker's progress to all who wait. */
  public void relayStatus(byte[] done, byte[] whole) {
    tell(receiver -> receiver.status(this, done, whole));
  }

  /** Tells all who wait that it has failed. */
  public void relayFailure() {
    tell(receiver -> receiver.failed(this));
  }

  /** The go that is under way, or null. */
  public Run run() {
    return activity == null ? null : activity.run;
  }

  public boolean runBy(Object worker) {
    Run current = run();
    return current != null && current.worker() == worker;
  }

  /** A worker has it now. */
  public void start(Run started) {
    activity().run = started;
    function.started(this);
  }

  /** How long the worker may take. */
  public void limit(Shard.Timer timer) {
    activity().limit = timer;
  }

  /** The worker has it no more. Returns the go, whose message is the caller's to release. */
  public Run stop() {
    Run stopped = activity.stop();
    function.stopped(this);
    return stopped;
  }

  private Activity activity() {
    if (activity == null) {
      activity = new Activity();
    }
    return activity;
  }
}
