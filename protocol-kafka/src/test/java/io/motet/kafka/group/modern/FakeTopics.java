package io.motet.kafka.group.modern;

import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Topic;
import io.motet.broker.topic.TopicConfig;
import io.motet.broker.topic.TopicDeclaration;
import io.motet.broker.topic.Topics;
import io.motet.kafka.queue.QueueTopics;
import io.motet.kafka.queue.ReadableTopics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Topics that have names, ids and numbers of partitions only. */
public final class FakeTopics implements Topics {
  private record FakeTopic(String name, UUID id, int partitionCount) implements Topic {
    @Override
    public boolean internal() {
      return false;
    }

    @Override
    public Partition partition(int index) {
      throw new UnsupportedOperationException();
    }

    @Override
    public TopicConfig config() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean deleted() {
      return false;
    }
  }

  private final Map<String, Topic> byName = new LinkedHashMap<>();

  /** Makes a topic, or changes how many partitions it has; returns its id, made from its name. */
  public UUID put(String name, int partitions) {
    UUID id = UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    byName.put(name, new FakeTopic(name, id, partitions));
    return id;
  }

  /** These, and no queues. */
  public ReadableTopics readable() {
    return new ReadableTopics(this, QueueTopics.none());
  }

  /** Deletes a topic. */
  public void remove(String name) {
    byName.remove(name);
  }

  @Override
  public Topic topic(String name) {
    return byName.get(name);
  }

  @Override
  public Topic topic(UUID id) {
    return byName.values().stream().filter(topic -> topic.id().equals(id)).findAny().orElse(null);
  }

  @Override
  public Collection<Topic> all() {
    return new ArrayList<>(byName.values());
  }

  @Override
  public TopicConfig defaults() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<Topic> create(TopicDeclaration declaration) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException());
  }

  @Override
  public void check(TopicDeclaration declaration) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<Void> delete(String name) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException());
  }

  @Override
  public CompletableFuture<Topic> addPartitions(String name, int total) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException());
  }

  @Override
  public CompletableFuture<Topic> alterConfigs(String name, Map<String, String> changes) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException());
  }

  @Override
  public CompletableFuture<Void> alterDefaults(Map<String, String> changes) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException());
  }
}
