package io.motet.kafka.fake;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.TopicConfig;
import io.motet.broker.topic.TopicDeclaration;
import io.motet.broker.topic.TopicException;
import io.motet.broker.topic.TopicException.Reason;
import io.motet.broker.topic.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Topics without a disk. */
public final class MemoryTopics implements Topics {
  private final Map<String, MemoryTopic> topics = new ConcurrentHashMap<>();

  @Override
  public Topic topic(String name) {
    return topics.get(name);
  }

  @Override
  public Topic topic(UUID id) {
    return topics.values().stream().filter(topic -> topic.id().equals(id)).findFirst().orElse(null);
  }

  @Override
  public Collection<Topic> all() {
    return List.copyOf(topics.values());
  }

  @Override
  public TopicConfig defaults() {
    return TopicConfig.ofBroker(Map.of());
  }

  @Override
  public CompletableFuture<Topic> create(TopicDeclaration declaration) {
    try {
      check(declaration);
      MemoryTopic topic = new MemoryTopic(declaration, defaults().with(declaration.configs()));
      topics.put(declaration.name(), topic);
      return CompletableFuture.completedFuture(topic);
    } catch (TopicException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public void check(TopicDeclaration declaration) {
    if (topics.containsKey(declaration.name())) {
      throw new TopicException(
          Reason.EXISTS, "Topic '" + declaration.name() + "' already exists.");
    }
    if (!declaration.name().matches("[a-zA-Z0-9._-]+")) {
      throw new TopicException(Reason.INVALID_NAME, declaration.name());
    }
    defaults().with(declaration.configs());
  }

  @Override
  public CompletableFuture<Void> delete(String name) {
    MemoryTopic topic = topics.remove(name);
    if (topic == null) {
      return CompletableFuture.failedFuture(new TopicException(Reason.UNKNOWN, name));
    }
    topic.delete();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Topic> addPartitions(String name, int total) {
    topics.get(name).grow(total);
    return CompletableFuture.completedFuture(topics.get(name));
  }

  @Override
  public CompletableFuture<Topic> alterConfigs(String name, Map<String, String> changes) {
    try {
      topics.get(name).change(changes);
      return CompletableFuture.completedFuture(topics.get(name));
    } catch (TopicException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
