package io.motet.kafka.topic;

import io.motet.broker.topic.TopicConfig;
import io.motet.broker.topic.TopicConfigKey;
import io.motet.broker.topic.TopicException;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ClientSession;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Node;
import io.motet.kafka.api.Operation;
import io.motet.kafka.config.ConfigChange;
import io.motet.kafka.config.ConfigEntry;
import io.motet.kafka.config.ConfigException;
import io.motet.kafka.config.ConfigKind;
import io.motet.kafka.config.ListItems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The configurations of the broker. What comes from its settings can only be read; the defaults of
 * topics can be altered. The broker and the default of all brokers are the same here.
 */
public final class BrokerConfigs implements ConfigKind {
  private static final byte BROKER = 4;

  private final List<ConfigEntry> fixed;
  private final Topics topics;
  private final Node node;
  private final Authorizer authorizer;

  /**
   * For the only node.
   *
   * @param fixed what cannot be altered
   */
  public BrokerConfigs(List<ConfigEntry> fixed, Topics topics, Node node, Authorizer authorizer) {
    this.fixed = List.copyOf(fixed);
    this.topics = topics;
    this.node = node;
    this.authorizer = authorizer;
  }

  @Override
  public byte type() {
    return BROKER;
  }

  @Override
  public Collection<String> names(ClientSession session) {
    return List.of(Integer.toString(node.id()));
  }

  /** Of the default of all brokers, only what was altered. */
  @Override
  public List<ConfigEntry> describe(ClientSession session, String name) {
    check(session, Operation.DESCRIBE_CONFIGS, name);
    List<ConfigEntry> entries = new ArrayList<>(name.isEmpty() ? List.of() : fixed);
    TopicConfig defaults = topics.defaults();
    BrokerNames.effective()
        .forEach(
            (brokerName, key) -> {
              if (!name.isEmpty() || defaults.altered().containsKey(key.name())) {
                entries.add(entry(brokerName, ConfigEntries.described(defaults, key)));
              }
            });
    return entries;
  }

  private static ConfigEntry entry(String brokerName, ConfigEntry ofTopics) {
    return new ConfigEntry(
        brokerName,
        ofTopics.value(),
        ofTopics.type(),
        ofTopics.source(),
        false,
        ofTopics.synonyms(),
        "For topics that do not say: " + ofTopics.documentation());
  }

  @Override
  public Collection<String> own(String name) {
    Collection<String> names = new TreeSet<>();
    topics.defaults().altered().keySet().forEach(topicName -> names.add(BrokerNames.of(topicName)));
    return names;
  }

  private void check(ClientSession session, Operation operation, String name) {
    if (!authorizer.mayCluster(session, operation)) {
      ErrorCode code = ErrorCode.CLUSTER_AUTHORIZATION_FAILED;
      throw new ConfigException(code, code.text());
    }
    if (!name.isEmpty() && !name.equals(Integer.toString(node.id()))) {
      throw new ConfigException(
          ErrorCode.INVALID_REQUEST,
          "Unexpected broker id, expected " + node.id() + " or empty string, but received " + name);
    }
  }

  @Override
  public CompletableFuture<Void> alter(
      ClientSession session, String name, List<ConfigChange> changes, boolean validateOnly) {
    check(session, Operation.ALTER_CONFIGS, name);
    Map<String, String> wanted = wanted(changes);
    try {
      topics.defaults().changeAltered(wanted);
    } catch (TopicException e) {
      throw new ConfigException(ErrorCode.INVALID_REQUEST, e.getMessage());
    }
    if (validateOnly) {
      return CompletableFuture.completedFuture(null);
    }
    return topics
        .alterDefaults(wanted)
        .handle(
            (done, failure) -> {
              if (failure != null) {
                throw new CompletionException(
                    new ConfigException(TopicErrors.code(failure), TopicErrors.text(failure)));
              }
              return null;
            });
  }

  /** By the names that topics have for them. */
  private Map<String, String> wanted(List<ConfigChange> changes) {
    Collection<String> fixedOnes = new TreeSet<>();
    Map<String, String> wanted = new HashMap<>();
    TopicConfig defaults = topics.defaults();
    for (ConfigChange change : changes) {
      TopicConfigKey key = BrokerNames.effective().get(change.name());
      if (key == null) {
        fixedOnes.add(change.name());
      } else {
        wanted.put(
            key.name(),
            change.kind() == ConfigChange.Kind.DELETE
                ? null
                : ListItems.apply(change, ConfigEntries.type(key), defaults.value(key.name())));
      }
    }
    if (!fixedOnes.isEmpty()) {
      throw new ConfigException(
          ErrorCode.INVALID_REQUEST, "Cannot update these configs dynamically: " + fixedOnes);
    }
    return wanted;
  }
}
