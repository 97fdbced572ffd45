package io.motet.kafka.group.modern;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Partitions of topics, by the topics' ids. Immutable; in order. */
public final class PartitionSet {
  /** Called for each partition of a set. */
  @FunctionalInterface
  public interface Visitor {
    /** One partition. */
    void visit(UUID topic, int partition);
  }

  /** Asked of each partition of a set. */
  @FunctionalInterface
  public interface Test {
    /** About one partition. */
    boolean test(UUID topic, int partition);
  }

  /** Collects partitions; may be used again after {@link #build}. */
  public static final class Builder {
    private final Map<UUID, BitSet> topics = new TreeMap<>();

    /** One more; harmless when it is there already. */
    public Builder add(UUID topic, int partition) {
      topics.computeIfAbsent(topic, id -> new BitSet()).set(partition);
      return this;
    }

    /** All of another set. */
    public Builder addAll(PartitionSet other) {
      other.forEach(this::add);
      return this;
    }

    /** What was added until now. */
    public PartitionSet build() {
      Map<UUID, BitSet> copy = new TreeMap<>();
      topics.forEach((topic, bits) -> copy.put(topic, (BitSet) bits.clone()));
      return copy.isEmpty() ? EMPTY : new PartitionSet(copy);
    }
  }

  /** No partition. */
  public static final PartitionSet EMPTY = new PartitionSet(new TreeMap<>());

  private final Map<UUID, BitSet> topics;

  private PartitionSet(Map<UUID, BitSet> topics) {
    this.topics = topics;
  }

  /** An empty one to be filled. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return topics.isEmpty();
  }

  /** How many partitions. */
  public int size() {
    return topics.values().stream().mapToInt(BitSet::cardinality).sum();
  }

  /** Those that have partitions here. */
  public Set<UUID> topics() {
    return topics.keySet();
  }

  /** Of one topic, ascending; empty when it has none. */
  public int[] partitions(UUID topic) {
    BitSet bits = topics.get(topic);
    return bits == null ? new int[0] : bits.stream().toArray();
  }

  /** Whether the partition is among them. */
  public boolean contains(UUID topic, int partition) {
    BitSet bits = topics.get(topic);
    return bits != null && bits.get(partition);
  }

  /** Whether all of the other set are among them. */
  public boolean containsAll(PartitionSet other) {
    return other.minus(this).isEmpty();
  }

  /** Whether the sets have a partition in common. */
  public boolean intersects(PartitionSet other) {
    return topics.entrySet().stream()
        .anyMatch(
            entry -> {
              BitSet others = other.topics.get(entry.getKey());
              return others != null && others.intersects(entry.getValue());
            });
  }

  /** Those that the test holds for. */
  public PartitionSet where(Test test) {
    Builder kept = builder();
    forEach(
        (topic, partition) -> {
          if (test.test(topic, partition)) {
            kept.add(topic, partition);
          }
        });
    return kept.build();
  }

  /** Those that both have. */
  public PartitionSet and(PartitionSet other) {
    return where(other::contains);
  }

  /** Those that the other has not. */
  public PartitionSet minus(PartitionSet other) {
    return other.isEmpty() ? this : where((topic, index) -> !other.contains(topic, index));
  }

  /** Those that either has. */
  public PartitionSet plus(PartitionSet other) {
    return other.isEmpty() ? this : builder().addAll(this).addAll(other).build();
  }

  /** In order of topics, then of partitions. */
  public void forEach(Visitor visitor) {
    topics.forEach(
        (topic, bits) -> {
          for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
            visitor.visit(topic, i);
          }
        });
  }

  /** By the topics' names, without those that are gone. */
  public Map<String, List<Integer>> byName(Topics named) {
    Map<String, List<Integer>> names = new TreeMap<>();
    topics.forEach(
        (id, bits) -> {
          Topic topic = named.topic(id);
          if (topic != null) {
            names.put(topic.name(), bits.stream().boxed().toList());
          }
        });
    return names;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PartitionSet that && topics.equals(that.topics);
  }

  @Override
  public int hashCode() {
    return topics.hashCode();
  }

  @Override
  public String toString() {
    return topics.toString();
  }
}
