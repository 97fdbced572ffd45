package io.motet.kafka.fake;

import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Topic;
import io.motet.broker.topic.TopicConfig;
import io.motet.broker.topic.TopicDeclaration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** A topic without a disk. */
final class MemoryTopic implements Topic {
  private final String name;
  private final UUID id = UUID.randomUUID();
  private final List<MemoryPartition> partitions = new CopyOnWriteArrayList<>();
  private volatile TopicConfig config;
  private volatile boolean deleted;

  MemoryTopic(TopicDeclaration declaration, TopicConfig config) {
    this.name = declaration.name();
    this.config = config;
    grow(declaration.partitions());
  }

  void grow(int total) {
    while (partitions.size() < total) {
      partitions.add(new MemoryPartition(this, partitions.size()));
    }
  }

  void change(Map<String, String> changes) {
    config = config.change(changes);
  }

  void delete() {
    deleted = true;
    partitions.forEach(MemoryPartition::changed);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public UUID id() {
    return id;
  }

  @Override
  public boolean internal() {
    return false;
  }

  @Override
  public int partitionCount() {
    return partitions.size();
  }

  @Override
  public Partition partition(int index) {
    return index >= 0 && index < partitions.size() ? partitions.get(index) : null;
  }

  @Override
  public TopicConfig config() {
    return config;
  }

  @Override
  public boolean deleted() {
    return deleted;
  }
}
