package io.motet.gearman.job;

import io.motet.broker.message.Utf8;
import io.motet.broker.queue.Queue;
import io.motet.gearman.message.JobPriority;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A function: the queue of the same name, its workers, and counts of its jobs. Fields belong to the
 * table's shard, but for {@link #anyAsleep} and {@link #left}, which the queue's shard asks.
 */
public final class Function {
  private final byte[] bytes;
  private final Utf8 name;
  private final int[] queued = new int[JobPriority.values().length];
  private final int[] maxQueued = new int[JobPriority.values().length];
  private final List<Sleeper> workers = new ArrayList<>(1);
  private final Set<Long> left = ConcurrentHashMap.newKeySet(1);
  private int total;
  private int running;
  private int nextToWake;
  private int onTheWay;
  private boolean looking;
  private volatile int asleep;
  private Queue queue;

  /**
   * @param bytes the name as clients write it
   */
  public Function(byte[] bytes) {
    this.bytes = bytes;
    this.name = Utf8.copyOf(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
  }

  public Utf8 name() {
    return name;
  }

  /** The name as clients write it; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where its jobs are, or null while it is not known. */
  public Queue queue() {
    return queue;
  }

  /** Whether its queue is a stream: jobs are appended and no worker gets them. */
  public boolean isStream() {
    return queue != null && isStream(queue);
  }

  public static boolean isStream(Queue queue) {
    return queue.type().equals("stream");
  }

  public void queue(Queue found) {
    queue = found;
  }

  // Jobs.

  void added(Job job) {
    total++;
    queued[job.priority().ordinal()]++;
  }

  void started(Job job) {
    running++;
    queued[job.priority().ordinal()]--;
  }

  void stopped(Job job) {
    running--;
    queued[job.priority().ordinal()]++;
  }

  void removed(Job job) {
    total--;
    queued[job.priority().ordinal()]--;
    left.remove(job.number());
  }

  /** Jobs that were submitted here and have not ended. */
  public int total() {
    return total;
  }

  /** Those that workers have. */
  public int running() {
    return running;
  }

  /** Those that wait. */
  public int queued(JobPriority priority) {
    return queued[priority.ordinal()];
  }

  /** Most jobs with which one more of that priority is accepted; 0 for no limit. */
  public void maxQueued(JobPriority priority, int most) {
    maxQueued[priority.ordinal()] = most;
  }

  /** Whether no more jobs of that priority are accepted. */
  public boolean full(JobPriority priority) {
    int most = maxQueued[priority.ordinal()];
    return most > 0 && total >= most;
  }

  // Jobs that all who waited for them have left, while no worker of ours has them.

  void leave(Job job) {
    left.add(job.number());
  }

  /** Whether there is any such job. Any thread. */
  public boolean anyLeft() {
    return !left.isEmpty();
  }

  /** Whether the job is one. Any thread. */
  public boolean left(long jobNumber) {
    return left.contains(jobNumber);
  }

  // Workers.

  public int workerCount() {
    return workers.size();
  }

  public void addWorker(Sleeper worker) {
    workers.add(worker);
  }

  public void removeWorker(Sleeper worker) {
    workers.remove(worker);
  }

  /** Whether a worker sleeps that should hear of a new job. Any thread. */
  public boolean anyAsleep() {
    return asleep > 0;
  }

  /** One of its workers goes to sleep. */
  public void fellAsleep() {
    count(1);
  }

  /** One that slept is awake, or will be soon. */
  public void awoke() {
    count(-1);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes, others read.
  private void count(int change) {
    asleep += change;
  }

  /** One of its workers was woken and has not asked yet. */
  public void setOut() {
    onTheWay++;
  }

  /** A woken worker has asked, or will not. */
  public void arrived() {
    onTheWay--;
  }

  /** Workers that were woken and have not asked yet. */
  public int onTheWay() {
    return onTheWay;
  }

  /** Whether nobody waits yet to look whether woken workers are late. */
  public boolean beginLook() {
    boolean first = !looking;
    looking = true;
    return first;
  }

  public void endLook() {
    looking = false;
  }

  /**
   * Wakes sleeping workers, beginning with the one after the last that was woken.
   *
   * @param most how many at once; 0 for all
   */
  public void wake(int most) {
    int woken = 0;
    for (int i = 0; i < workers.size() && (most == 0 || woken < most); i++) {
      int at = nextToWake < workers.size() ? nextToWake : 0;
      nextToWake = at + 1;
      if (workers.get(at).wake()) {
        woken++;
      }
    }
  }

  @Override
  public String toString() {
    return name + " " + Arrays.toString(queued);
  }
}
