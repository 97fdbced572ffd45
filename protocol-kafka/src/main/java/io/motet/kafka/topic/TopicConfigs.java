package io.motet.kafka.topic;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.TopicConfig;
import io.motet.broker.topic.TopicConfigKey;
import io.motet.broker.topic.TopicConfigKeys;
import io.motet.broker.topic.TopicException;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ClientSession;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.config.ConfigChange;
import io.motet.kafka.config.ConfigEntry;
import io.motet.kafka.config.ConfigException;
import io.motet.kafka.config.ConfigKind;
import io.motet.kafka.config.ListItems;
import io.motet.kafka.queue.QueueTopics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The configurations of topics. */
public final class TopicConfigs implements ConfigKind {
  private static final byte TOPIC = 2;

  private final Topics topics;
  private final QueueTopics queues;
  private final Authorizer authorizer;

  /** For the topics and queues of one virtual host. */
  public TopicConfigs(Topics topics, QueueTopics queues, Authorizer authorizer) {
    this.topics = topics;
    this.queues = queues;
    this.authorizer = authorizer;
  }

  @Override
  public byte type() {
    return TOPIC;
  }

  @Override
  public Collection<String> names(ClientSession session) {
    return topics.all().stream()
        .map(Topic::name)
        .filter(name -> authorizer.mayTopic(session, Operation.DESCRIBE, name))
        .sorted()
        .toList();
  }

  /** Queues have none that Kafka knows. */
  private boolean isQueue(ClientSession session, String name) {
    return topics.topic(name) == null
        && queues.find(name) != null
        && authorizer.mayTopic(session, Operation.DESCRIBE_CONFIGS, name);
  }

  @Override
  public List<ConfigEntry> describe(ClientSession session, String name) {
    if (isQueue(session, name)) {
      return List.of();
    }
    TopicConfig config = find(session, Operation.DESCRIBE_CONFIGS, name).config();
    List<ConfigEntry> entries = new ArrayList<>();
    for (TopicConfigKey key : TopicConfigKeys.all()) {
      entries.add(ConfigEntries.described(config, key));
    }
    return entries;
  }

  @Override
  public Collection<String> own(String name) {
    Topic topic = topics.topic(name);
    return topic == null ? List.of() : topic.config().own().keySet();
  }

  @Override
  public CompletableFuture<Void> alter(
      ClientSession session, String name, List<ConfigChange> changes, boolean validateOnly) {
    TopicConfig config = find(session, Operation.ALTER_CONFIGS, name).config();
    Map<String, String> wanted = new HashMap<>();
    try {
      for (ConfigChange change : changes) {
        wanted.put(change.name(), value(change, config));
      }
      config.change(wanted);
    } catch (TopicException e) {
      throw refusal(e);
    }
    if (validateOnly) {
      return CompletableFuture.completedFuture(null);
    }
    return topics
        .alterConfigs(name, wanted)
        .handle(
            (topic, failure) -> {
              if (failure != null) {
                throw new CompletionException(refusal(failure));
              }
              return null;
            });
  }

  /** Null for a deletion. */
  private static String value(ConfigChange change, TopicConfig config) {
    if (change.kind() == ConfigChange.Kind.DELETE) {
      return null;
    }
    TopicConfigKey key = TopicConfigKeys.get(change.name());
    // One that there is not is refused with the change as a whole.
    return key == null
        ? change.value()
        : ListItems.apply(change, ConfigEntries.type(key), config.value(change.name()));
  }

  private static ConfigException refusal(Throwable failure) {
    return new ConfigException(TopicErrors.code(failure), TopicErrors.text(failure));
  }

  private Topic find(ClientSession session, Operation operation, String name) {
    if (!authorizer.mayTopic(session, operation, name)) {
      throw new ConfigException(
          ErrorCode.TOPIC_AUTHORIZATION_FAILED, ErrorCode.TOPIC_AUTHORIZATION_FAILED.text());
    }
    Topic topic = topics.topic(name);
    if (topic == null && queues.find(name) != null) {
      throw new ConfigException(
          ErrorCode.POLICY_VIOLATION, "'" + name + "' is a queue, which has no configurations.");
    }
    if (topic == null) {
      throw new ConfigException(
          ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "The topic '" + name + "' does not exist.");
    }
    return topic;
  }
}
