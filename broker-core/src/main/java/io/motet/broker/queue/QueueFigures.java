package io.motet.broker.queue;

import io.motet.broker.shard.Shard;
import io.motet.broker.stats.LongFigures;
import io.motet.broker.stats.MessageCounters;

/** The figures of one queue: written by its shard, read by anyone. */
final class QueueFigures extends LongFigures implements QueueStatistics {
  private static final int READY = 0;
  private static final int READY_BYTES = 1;
  private static final int UNACKNOWLEDGED = 2;
  private static final int UNACKNOWLEDGED_BYTES = 3;
  private static final int PERSISTENT = 4;
  private static final int PERSISTENT_BYTES = 5;
  private static final int PAGED_OUT = 6;
  private static final int PAGED_OUT_BYTES = 7;
  private static final int CONSUMERS = 8;
  private static final int IDLE_SINCE = 9;
  private static final int READ_FAILURES = 10;
  private static final int HEAD_TIMESTAMP_SECONDS = 11;
  private static final int FIGURES = 12;

  /** A paged-out message's share of its chunk. */
  private static final int PLACE_BYTES = 24;

  /** A message object and its names. */
  private static final int MESSAGE_BYTES = 96;

  private static final int QUEUE_BYTES = 1_500;

  private final Shard shard;
  private final ConsumerCapacity capacity;
  private final MessageCounters counters = new MessageCounters();
  private volatile String exclusiveConsumerTag;
  private volatile String singleActiveConsumerTag;
  private volatile QueueSettings settings;

  QueueFigures(QueueSettings settings, Shard shard) {
    super(FIGURES);
    this.settings = settings;
    this.shard = shard;
    this.capacity = new ConsumerCapacity(shard.nanoTime());
    set(IDLE_SINCE, shard.currentTimeMillis());
    set(HEAD_TIMESTAMP_SECONDS, -1);
  }

  void settings(QueueSettings changed) {
    settings = changed;
  }

  /** A message became ready; its body is in memory or not. */
  void becameReady(Entry entry) {
    add(READY, 1);
    add(READY_BYTES, entry.bodySizeBytes);
    resident(entry, 1);
  }

  void leftReady(Entry entry) {
    add(READY, -1);
    add(READY_BYTES, -entry.bodySizeBytes);
    resident(entry, -1);
  }

  private void resident(Entry entry, int sign) {
    if (entry.message == null) {
      add(PAGED_OUT, sign);
      add(PAGED_OUT_BYTES, (long) sign * entry.bodySizeBytes);
    }
  }

  void pagedOut(int messages, long bytes) {
    add(PAGED_OUT, messages);
    add(PAGED_OUT_BYTES, bytes);
  }

  void becameUnacknowledged(Entry entry) {
    add(UNACKNOWLEDGED, 1);
    add(UNACKNOWLEDGED_BYTES, entry.bodySizeBytes);
  }

  void leftUnacknowledged(Entry entry) {
    add(UNACKNOWLEDGED, -1);
    add(UNACKNOWLEDGED_BYTES, -entry.bodySizeBytes);
  }

  /** A journaled copy came to be or ended. */
  void persistent(Entry entry, int sign) {
    add(PERSISTENT, sign);
    add(PERSISTENT_BYTES, (long) sign * entry.bodySizeBytes);
  }

  void consumers(int count) {
    set(CONSUMERS, count);
  }

  void idleSince(long timeMillis) {
    if (get(IDLE_SINCE) != timeMillis) {
      set(IDLE_SINCE, timeMillis);
    }
  }

  void readFailed() {
    add(READ_FAILURES, 1);
  }

  /** Whether messages wait that no consumer can take. */
  void blocked(boolean blocked) {
    if (blocked == capacity.blocked()) {
      return;
    }
    if (blocked) {
      capacity.block(shard.nanoTime());
    } else {
      capacity.unblock(shard.nanoTime());
    }
  }

  /**
   * @param seconds the first message's timestamp, or -1
   */
  void headTimestamp(long seconds) {
    set(HEAD_TIMESTAMP_SECONDS, seconds);
  }

  void exclusiveConsumerTag(String tag) {
    exclusiveConsumerTag = tag;
  }

  void singleActiveConsumerTag(String tag) {
    singleActiveConsumerTag = tag;
  }

  @Override
  public long ready() {
    return get(READY);
  }

  @Override
  public long unacknowledged() {
    return get(UNACKNOWLEDGED);
  }

  @Override
  public long readyBytes() {
    return get(READY_BYTES);
  }

  @Override
  public long unacknowledgedBytes() {
    return get(UNACKNOWLEDGED_BYTES);
  }

  @Override
  public long persistent() {
    return get(PERSISTENT);
  }

  @Override
  public long persistentBytes() {
    return get(PERSISTENT_BYTES);
  }

  @Override
  public long resident() {
    return Math.max(0, ready() + unacknowledged() - pagedOut());
  }

  @Override
  public long residentBytes() {
    return Math.max(0, readyBytes() + unacknowledgedBytes() - pagedOutBytes());
  }

  @Override
  public long pagedOut() {
    return get(PAGED_OUT);
  }

  @Override
  public long pagedOutBytes() {
    return get(PAGED_OUT_BYTES);
  }

  @Override
  public int consumers() {
    return (int) get(CONSUMERS);
  }

  /** Messages that could not be read back from disk. */
  long readFailures() {
    return get(READ_FAILURES);
  }

  @Override
  public double consumerCapacity() {
    return consumers() == 0 ? 0 : capacity.at(shard.nanoTime());
  }

  @Override
  public long idleSinceMillis() {
    return ready() + unacknowledged() == 0 ? get(IDLE_SINCE) : 0;
  }

  @Override
  public long headMessageTimestampSeconds() {
    return get(HEAD_TIMESTAMP_SECONDS);
  }

  @Override
  public long memoryBytes() {
    return QUEUE_BYTES
        + (ready() + unacknowledged()) * PLACE_BYTES
        + resident() * MESSAGE_BYTES
        + residentBytes();
  }

  @Override
  public String policy() {
    return settings.policy();
  }

  @Override
  public String operatorPolicy() {
    return settings.operatorPolicy();
  }

  @Override
  public String exclusiveConsumerTag() {
    return exclusiveConsumerTag;
  }

  @Override
  public String singleActiveConsumerTag() {
    return singleActiveConsumerTag;
  }

  @Override
  public MessageCounters counters() {
    return counters;
  }
}
