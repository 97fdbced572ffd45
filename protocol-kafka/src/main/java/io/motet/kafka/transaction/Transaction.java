package io.motet.kafka.transaction;

import io.motet.broker.metadata.Fields;
import io.motet.broker.shard.Shard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * One transactional id: its producer and the transaction that is open, or the last one. Its
 * partitions are kept after the end, because an end marker can be lost with the machine's power
 * when the record of the end is not. On the metadata shard only.
 */
final class Transaction {
  private final String id;
  private Producer producer;
  private int timeoutMillis;
  private TransactionState state = TransactionState.EMPTY;
  private long startedAtMillis;
  private long changedAtMillis;
  private final Set<TopicPart> partitions = new LinkedHashSet<>();
  private final Set<String> groups = new HashSet<>();
  private final List<PendingOffset> offsets = new ArrayList<>();
  private Shard.Timer timer = () -> {};

  /** Who ended the last transaction and got a new epoch for it; else null. */
  private Producer endedBy;

  /** Who it is from the end of the transaction on, when there are no more epochs; else null. */
  private Producer successor;

  Transaction(String id, Producer producer, int timeoutMillis) {
    this.id = id;
    this.producer = producer;
    this.timeoutMillis = timeoutMillis;
  }

  String id() {
    return id;
  }

  Producer producer() {
    return producer;
  }

  /** Null when the last end gave no new epoch. */
  Producer endedBy() {
    return endedBy;
  }

  /** Whom partitions are told that the transaction was. */
  Producer marker() {
    boolean succeeded = endedBy != null && endedBy.id() != producer.id();
    return succeeded ? endedBy.afterLastEpoch() : producer;
  }

  TransactionState state() {
    return state;
  }

  int timeoutMillis() {
    return timeoutMillis;
  }

  /** Whether the last transaction is at its end, or past it, and no other has begun. */
  boolean hasEnd() {
    return state.isEnding()
        || state == TransactionState.COMPLETE_COMMIT
        || state == TransactionState.COMPLETE_ABORT;
  }

  /** -1 when there is none. */
  long startedAtMillis() {
    return state == TransactionState.ONGOING || state.isEnding() ? startedAtMillis : -1;
  }

  /** It is about to be saved. */
  void changed(long nowMillis) {
    changedAtMillis = nowMillis;
  }

  /** Whether nothing is open, and nothing was since then. */
  boolean isUnusedSince(long timeMillis) {
    return changedAtMillis <= timeMillis && state != TransactionState.ONGOING && !state.isEnding();
  }

  Set<TopicPart> partitions() {
    return partitions;
  }

  List<PendingOffset> offsets() {
    return offsets;
  }

  boolean hasGroup(String group) {
    return groups.contains(group);
  }

  /** A new life of the producer, or another producer. */
  void replaceProducer(Producer next) {
    producer = next;
  }

  /** The producer is ready to begin. */
  void reset(Producer next, int nextTimeoutMillis) {
    producer = next;
    timeoutMillis = nextTimeoutMillis;
    endedBy = null;
    forget();
    state = TransactionState.EMPTY;
  }

  private void forget() {
    partitions.clear();
    groups.clear();
    offsets.clear();
  }

  /** Begins a transaction unless one is open. Returns whether it did. */
  boolean begin(long nowMillis) {
    if (state == TransactionState.ONGOING) {
      return false;
    }
    forget();
    startedAtMillis = nowMillis;
    state = TransactionState.ONGOING;
    return true;
  }

  void addGroup(String group) {
    groups.add(group);
  }

  void addOffset(PendingOffset added) {
    offsets.removeIf(old -> old.isOf(added.group(), added.topic(), added.partition()));
    offsets.add(added);
  }

  /**
   * It is being ended by a producer that has a new epoch for it: late batches of the old one are
   * told apart from the next transaction's.
   *
   * @param next null unless there are no more epochs
   */
  void prepareWithNewEpoch(boolean commit, Producer next) {
    if (state != TransactionState.ONGOING) {
      forget();
    }
    endedBy = producer;
    producer = next == null ? producer.nextEpoch() : producer.afterLastEpoch();
    successor = next;
    finishWith(commit);
  }

  void prepare(boolean commit) {
    endedBy = null;
    finishWith(commit);
  }

  private void finishWith(boolean commit) {
    timer.cancel();
    state = commit ? TransactionState.PREPARE_COMMIT : TransactionState.PREPARE_ABORT;
  }

  void complete() {
    state = state.commits() ? TransactionState.COMPLETE_COMMIT : TransactionState.COMPLETE_ABORT;
    if (successor != null) {
      producer = successor;
      successor = null;
    }
    groups.clear();
    offsets.clear();
  }

  /** Replaces the timer. */
  void timeOutWith(Shard.Timer next) {
    timer.cancel();
    timer = next;
  }

  Fields encode() {
    Fields fields =
        Fields.empty()
            .with("producer", producer.id())
            .with("epoch", (int) producer.epoch())
            .with("timeout", timeoutMillis)
            .with("state", state.name())
            .with("started", startedAtMillis)
            .with("changed", changedAtMillis)
            .with("partitions", partitions.stream().map(TopicPart::toString).toList())
            .with("groups", List.copyOf(groups));
    if (endedBy != null) {
      fields.with("ended-by", endedBy.id()).with("ended-by-epoch", (int) endedBy.epoch());
    }
    if (successor != null) {
      fields.with("successor", successor.id());
    }
    Map<String, Object> pending = new HashMap<>();
    for (PendingOffset offset : offsets) {
      Map<String, Object> one = new HashMap<>();
      one.put("group", offset.group());
      one.put("topic", offset.topic());
      one.put("partition", offset.partition());
      one.put("topic-id", offset.topicId().toString());
      one.put("offset", offset.offset());
      one.put("leader-epoch", offset.leaderEpoch());
      one.put("metadata", offset.metadata());
      pending.put(Integer.toString(pending.size()), one);
    }
    return fields.with("offsets", pending);
  }

  static Transaction decode(String id, Fields fields) {
    Transaction transaction =
        new Transaction(
            id,
            new Producer(fields.number("producer", -1), (short) fields.number("epoch", -1)),
            (int) fields.number("timeout", 0));
    transaction.state = TransactionState.valueOf(fields.text("state"));
    transaction.startedAtMillis = fields.number("started", 0);
    transaction.changedAtMillis = fields.number("changed", 0);
    long endedBy = fields.number("ended-by", Producer.NONE.id());
    if (endedBy != Producer.NONE.id()) {
      transaction.endedBy = new Producer(endedBy, (short) fields.number("ended-by-epoch", -1));
    }
    long successor = fields.number("successor", Producer.NONE.id());
    if (successor != Producer.NONE.id()) {
      transaction.successor = new Producer(successor, (short) 0);
    }
    fields.texts("partitions").forEach(text -> transaction.partitions.add(TopicPart.parse(text)));
    transaction.groups.addAll(fields.texts("groups"));
    fields
        .table("offsets")
        .values()
        .forEach(one -> transaction.offsets.add(pending((Map<?, ?>) one)));
    return transaction;
  }

  private static PendingOffset pending(Map<?, ?> fields) {
    return new PendingOffset(
        (String) fields.get("group"),
        (String) fields.get("topic"),
        ((Number) fields.get("partition")).intValue(),
        UUID.fromString((String) fields.get("topic-id")),
        ((Number) fields.get("offset")).longValue(),
        ((Number) fields.get("leader-epoch")).intValue(),
        (String) fields.get("metadata"));
  }
}
