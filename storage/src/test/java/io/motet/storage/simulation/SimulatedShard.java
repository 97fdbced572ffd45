package io.motet.storage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.storage.journal.AppenderListener;
import io.motet.storage.journal.Journal;
import io.motet.storage.journal.JournalAppender;
import io.motet.storage.journal.StateSource.CheckpointSink;
import io.motet.storage.journal.Survivor;
import io.motet.storage.support.RecoveredState;
import io.motet.storage.support.TestMessage;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/** A shard as the core would be: queues with resident and paged-out messages, over an appender. */
final class SimulatedShard implements AppenderListener, Executor {
  static final int QUEUES = 3;

  /** A copy in memory; the message is null when it has been paged out. */
  private static final class Live {
    private final int messageId;
    private final int sizeBytes;
    private TestMessage message;
    private long position = -1;

    Live(int messageId, int sizeBytes) {
      this.messageId = messageId;
      this.sizeBytes = sizeBytes;
    }

    long position() {
      return message == null ? position : message.position();
    }
  }

  /** An operation and the index of its last record. */
  private record Logged(Op op, long index) {}

  private final int shard;
  private final int shards;
  private final Random random;
  private final boolean large;
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final Map<Long, NavigableMap<Long, Live>> live = new HashMap<>();
  private final ArrayDeque<Logged> log = new ArrayDeque<>();
  private final ModelState forced;
  private final ModelState current;
  private JournalAppender appender;
  private List<Op> group;
  private long durable;
  private boolean blocked;
  private Throwable failure;

  SimulatedShard(int shard, int shards, Random random, boolean large, ModelState state) {
    this.shard = shard;
    this.shards = shards;
    this.random = random;
    this.large = large;
    this.forced = state;
    this.current = new ModelState(state);
  }

  /** Takes over what recovery found, and opens the appender. */
  void open(Journal journal, RecoveredState recovered) {
    current
        .queues()
        .forEach(
            (id, queue) ->
                queue.forEach(
                    (sequence, copy) -> {
                      Live one = new Live(copy.messageId(), copy.sizeBytes());
                      one.position = recovered.queue(id).get(sequence).position();
                      queue(id).put(sequence, one);
                      journal.retain(one.position, one.sizeBytes);
                    }));
    appender = journal.openAppender(shard, this, this);
  }

  private NavigableMap<Long, Live> queue(long queueId) {
    return live.computeIfAbsent(queueId, id -> new TreeMap<>());
  }

  static byte[] bytes(int messageId, int sizeBytes) {
    byte[] bytes = new byte[sizeBytes];
    new Random(messageId).nextBytes(bytes);
    return bytes;
  }

  // ---- executor and listener ----

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  boolean runTask() {
    Runnable task = tasks.poll();
    if (task != null) {
      task.run();
    }
    return task != null;
  }

  void runAll() {
    for (int i = tasks.size(); i > 0; i--) {
      runTask();
    }
  }

  void forceAll() {
    appender.requireDurable();
    appender.flush();
  }

  @Override
  public void durable(long index) {
    assertThat(failure).as("nothing is durable after a failure").isNull();
    assertThat(index).isGreaterThan(durable).isLessThanOrEqualTo(appender.appendedIndex());
    durable = index;
  }

  /** Moves what is certain from the log into the state that must be found. */
  void settleLog(long openTransaction) {
    while (!log.isEmpty()
        && log.peek().index() <= durable
        && !isPartOf(log.peek().op(), openTransaction)) {
      forced.apply(log.poll().op(), true);
    }
  }

  private static boolean isPartOf(Op op, long transactionId) {
    return op instanceof Op.Group part
        && part.transactionId() != 0
        && part.transactionId() == transactionId;
  }

  /** Whether this shard's part of the transaction, if any, is durable. */
  boolean isDurable(long transactionId) {
    return log.stream()
        .noneMatch(one -> isPartOf(one.op(), transactionId) && one.index() > durable);
  }

  @Override
  public void failed(Throwable cause) {
    assertThat(failure).isNull();
    failure = cause;
  }

  @Override
  public void publishesBlocked(boolean nowBlocked) {
    blocked = nowBlocked;
  }

  boolean isFailed() {
    return failure != null;
  }

  boolean isBlocked() {
    return blocked;
  }

  // ---- operations ----

  private void did(Op op) {
    current.apply(op, true);
    if (group != null) {
      group.add(op);
    } else {
      log.add(new Logged(op, appender.appendedIndex()));
    }
  }

  private long randomQueue() {
    return (long) random.nextInt(QUEUES) * shards + shard;
  }

  void randomOperation(int nextMessageId) {
    int dice = random.nextInt(100);
    if (dice < 45) {
      publish(nextMessageId);
    } else if (dice < 70) {
      settleOne();
    } else if (dice < 73) {
      settleRange();
    } else if (dice < 74) {
      drop();
    } else if (dice < 75) {
      horizon();
    } else if (dice < 79) {
      delivered();
    } else if (dice < 85) {
      metadata();
    } else if (dice < 95) {
      pageOut();
    } else {
      atomic(nextMessageId);
    }
    if (random.nextInt(4) == 0) {
      appender.requireDurable();
    }
    if (random.nextInt(3) == 0) {
      appender.flush();
    }
  }

  void publish(int messageId) {
    if (blocked) {
      return;
    }
    int size = randomSize();
    int copies = random.nextInt(5) == 0 ? 2 : 1;
    TestMessage message = new TestMessage(bytes(messageId, size));
    List<Op.Target> targets = new ArrayList<>();
    long first = randomQueue();
    for (int i = 0; i < copies; i++) {
      long queueId = (first + (long) i * shards) % ((long) QUEUES * shards);
      long sequence = nextFree(queueId);
      targets.add(new Op.Target(queueId, sequence, random.nextInt(4) == 0 ? messageId : 0));
    }
    appender.beginMessage(message, copies);
    for (Op.Target target : targets) {
      Live one = new Live(messageId, size);
      one.message = message;
      queue(target.queueId()).put(target.sequence(), one);
      appender.copy(
          target.queueId(),
          target.sequence(),
          messageId & ModelState.ATTRIBUTE_MASK,
          target.expiresAtMillis());
    }
    appender.endMessage();
    did(new Op.Publish(messageId, size, targets));
  }

  private final Map<Long, Long> nextSequences = new HashMap<>();

  private long nextFree(long queueId) {
    long known = queue(queueId).isEmpty() ? 0 : queue(queueId).lastKey();
    long next = Math.max(known, nextSequences.getOrDefault(queueId, 0L)) + 1;
    nextSequences.put(queueId, next);
    return next;
  }

  private int randomSize() {
    int dice = random.nextInt(400);
    if (dice == 0) {
      return 70_000;
    }
    return dice < (large ? 200 : 20) ? random.nextInt(9_000) : random.nextInt(300);
  }

  private void settleOne() {
    long queueId = randomQueue();
    NavigableMap<Long, Live> queue = queue(queueId);
    if (queue.isEmpty()) {
      return;
    }
    long from = queue.firstKey() + random.nextInt(1 + random.nextInt(8));
    Long sequence = queue.ceilingKey(from);
    settle(queueId, sequence == null ? queue.lastKey() : sequence);
  }

  private void settle(long queueId, long sequence) {
    Live one = queue(queueId).remove(sequence);
    if (one.message != null) {
      appender.settle(queueId, sequence, one.message);
    } else {
      appender.settle(queueId, sequence, one.position, one.sizeBytes);
    }
    did(new Op.Settle(queueId, sequence, sequence));
  }

  private void settleRange() {
    long queueId = randomQueue();
    NavigableMap<Long, Live> queue = queue(queueId);
    if (queue.isEmpty()) {
      return;
    }
    long first = queue.firstKey();
    long last = first + random.nextInt(20);
    appender.settleRange(queueId, first, last);
    NavigableMap<Long, Live> range = queue.subMap(first, true, last, true);
    range.values().forEach(this::release);
    range.clear();
    did(new Op.Settle(queueId, first, last));
  }

  private void drop() {
    long queueId = randomQueue();
    appender.dropQueue(queueId);
    queue(queueId).values().forEach(this::release);
    queue(queueId).clear();
    did(new Op.Drop(queueId));
  }

  private void release(Live one) {
    if (one.message != null) {
      appender.release(one.message);
    } else {
      appender.release(one.position, one.sizeBytes);
    }
  }

  private void horizon() {
    long queueId = randomQueue();
    long sequence = random.nextInt(1000);
    appender.horizon(queueId, sequence);
    did(new Op.Horizon(queueId, sequence));
  }

  private void delivered() {
    long queueId = randomQueue();
    if (!queue(queueId).isEmpty()) {
      long sequence = queue(queueId).firstKey();
      int count = 1 + random.nextInt(9);
      appender.delivered(queueId, sequence, count);
      did(new Op.Delivered(queueId, sequence, count));
    }
  }

  private void metadata() {
    String key = "s" + shard + "/" + random.nextInt(4);
    if (random.nextInt(3) == 0) {
      appender.deleteMetadata(key);
      did(new Op.Delete(key));
    } else {
      byte value = (byte) random.nextInt(100);
      appender.putMetadata(key, new byte[] {value});
      did(new Op.Put(key, value));
    }
  }

  private void pageOut() {
    for (Live one : queue(randomQueue()).values()) {
      if (one.message != null && one.message.position() >= 0) {
        one.position = one.message.position();
        one.message = null;
      }
    }
  }

  private void atomic(int messageId) {
    appender.beginAtomic();
    inGroup(0, messageId);
  }

  /** Appends this shard's part of a transaction. */
  void part(long transactionId, int part, int parts, int messageId) {
    appender.beginAtomic(transactionId, part, parts);
    inGroup(transactionId, messageId);
    appender.requireDurable();
  }

  private void inGroup(long transactionId, int messageId) {
    group = new ArrayList<>();
    publish(messageId);
    settleOne();
    metadata();
    List<Op> ops = group;
    group = null;
    appender.endAtomic();
    log.add(new Logged(new Op.Group(transactionId, ops), appender.appendedIndex()));
  }

  void flush() {
    appender.flush();
  }

  void settleEverything() {
    for (long queueId : List.copyOf(live.keySet())) {
      while (!queue(queueId).isEmpty()) {
        settle(queueId, queue(queueId).firstKey());
      }
    }
    appender.requireDurable();
    appender.flush();
  }

  boolean isAllDurable() {
    return durable == appender.appendedIndex() || log.isEmpty();
  }

  long liveBytes() {
    long sum = 0;
    for (NavigableMap<Long, Live> queue : live.values()) {
      for (Live one : queue.values()) {
        sum += one.sizeBytes;
      }
    }
    return sum;
  }

  // ---- what the journal asks ----

  void writeTo(CheckpointSink sink) {
    current.metadata().forEach((key, value) -> sink.metadata(key, new byte[] {value}));
    current.horizons().forEach(sink::horizon);
    live.forEach(
        (id, queue) ->
            queue.forEach(
                (sequence, one) -> {
                  if (one.position() >= 0) {
                    ModelState.Copy copy = current.queue(id).get(sequence);
                    sink.message(
                        id,
                        sequence,
                        one.position(),
                        one.sizeBytes,
                        one.messageId & ModelState.ATTRIBUTE_MASK,
                        copy.expiresAtMillis(),
                        copy.deliveryCount());
                  }
                }));
  }

  void relocate(Survivor survivor, ByteBuf encoded) {
    Live one = queue(survivor.queueId()).get(survivor.sequence());
    if (one != null && one.position() == survivor.position()) {
      assertThat(encoded.readableBytes()).isEqualTo(one.sizeBytes);
      appender.relocate(survivor, encoded, this::moved);
      appender.flush();
    }
  }

  private boolean moved(
      long queueId, long sequence, long oldPosition, long newPosition, int sizeBytes) {
    Live one = queue(queueId).get(sequence);
    if (one == null || one.position() != oldPosition) {
      return false;
    }
    one.message = null;
    one.position = newPosition;
    return true;
  }

  /** Some copies to read back: positions, and what must be found there. */
  void forEachStored(StoredCopy visitor) {
    live.values()
        .forEach(
            queue ->
                queue
                    .values()
                    .forEach(
                        one -> {
                          if (one.position() >= 0) {
                            visitor.copy(one.position(), one.messageId, one.sizeBytes);
                          }
                        }));
  }

  interface StoredCopy {
    void copy(long position, int messageId, int sizeBytes);
  }

  // ---- after a crash ----

  /**
   * The state that recovery found, which must be what was certain and a beginning of what was not;
   * or null.
   */
  ModelState findRecovered(RecoveredState recovered, boolean transaction) {
    ModelState candidate = new ModelState(forced);
    List<Logged> undecided = new ArrayList<>(log);
    boolean certain = true;
    for (int i = 0; i <= undecided.size(); i++) {
      certain = i < undecided.size() && undecided.get(i).index() <= durable;
      if (!certain && candidate.matches(recovered, shard, shards)) {
        return candidate;
      }
      if (i < undecided.size()) {
        candidate.apply(undecided.get(i).op(), transaction);
      }
    }
    return null;
  }

  String describe() {
    return "shard " + shard + " forced " + forced + "\n log " + log + "\n durable " + durable;
  }
}
