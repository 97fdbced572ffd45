package io.motet.broker.topic;

import io.motet.storage.log.LogSettings;
import io.motet.storage.log.PartitionLogs;
import java.util.Map;
import java.util.UUID;

/** A topic of this broker. Changed on the metadata shard; any thread may read. */
final class LocalTopic implements Topic {
  private final String name;
  private final UUID id;
  private final boolean internal;
  private final PartitionLogs logs;
  private final Map<String, Object> queueArguments;
  private volatile LocalPartition[] partitions = {};
  private volatile TopicConfig config;
  private volatile Map<String, String> governing = Map.of();
  private volatile boolean deleted;

  LocalTopic(TopicDeclaration declaration, UUID id, PartitionLogs logs, TopicConfig config) {
    this.name = declaration.name();
    this.id = id;
    this.internal = declaration.internal();
    this.queueArguments = declaration.queueArguments();
    this.logs = logs;
    this.config = config;
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
    return internal;
  }

  /** Those of the AMQP queue that it was declared as; else empty. */
  Map<String, Object> queueArguments() {
    return queueArguments;
  }

  @Override
  public int partitionCount() {
    return partitions.length;
  }

  @Override
  public LocalPartition partition(int index) {
    LocalPartition[] now = partitions;
    return index >= 0 && index < now.length ? now[index] : null;
  }

  @Override
  public TopicConfig config() {
    return config;
  }

  @Override
  public boolean deleted() {
    return deleted;
  }

  /** Adds partitions until there are so many. */
  void grow(int total) {
    LocalPartition[] now = partitions;
    LocalPartition[] next = java.util.Arrays.copyOf(now, total);
    LogSettings settings = logSettings();
    for (int i = now.length; i < total; i++) {
      next[i] = new LocalPartition(this, i, logs.log(id + "-" + i, settings));
    }
    partitions = next;
  }

  void configure(TopicConfig newConfig) {
    config = newConfig;
    applyConfig();
  }

  /** What counts instead of the topic's own configurations from now on. */
  void govern(Map<String, String> configs) {
    if (!configs.equals(governing)) {
      governing = Map.copyOf(configs);
      applyConfig();
    }
  }

  private LogSettings logSettings() {
    return LogConfigs.of(config.change(governing));
  }

  private void applyConfig() {
    LogSettings settings = logSettings();
    for (LocalPartition partition : partitions) {
      partition.log().settings(settings);
    }
  }

  void delete() {
    deleted = true;
    for (LocalPartition partition : partitions) {
      logs.delete(partition.log());
    }
  }

  @Override
  public String toString() {
    return "topic '" + name + "'";
  }
}
