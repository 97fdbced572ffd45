package io.motet.broker.topic;

import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.runtime.Entropy;
import io.motet.broker.topic.TopicException.Reason;
import io.motet.storage.log.PartitionLogs;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The topics of one virtual host, kept in the metadata store. */
public final class LocalTopics implements Topics {
  private static final int ID_BYTES = 16;

  private final String virtualHost;
  private final TopicServices services;
  private final MetadataStore store;
  private final Entropy entropy;
  private final Predicate<String> isQueue;
  private final TopicObserver observer;
  private final Map<String, LocalTopic> byName = new ConcurrentHashMap<>();
  private final Map<UUID, LocalTopic> byId = new ConcurrentHashMap<>();
  private final Consumer<TopicConfig> follower = this::follow;

  /** The virtual host is being deleted. On the metadata shard. */
  private boolean ending;

  /**
   * The topics of that virtual host, none yet.
   *
   * @param isQueue whether a queue has a name; asked on the metadata shard, and by {@link #check}
   * @param observer told of each topic that comes or goes
   */
  public LocalTopics(
      String virtualHost,
      TopicServices services,
      MetadataStore store,
      Entropy entropy,
      Predicate<String> isQueue,
      TopicObserver observer) {
    this.virtualHost = virtualHost;
    this.services = services;
    this.store = store;
    this.entropy = entropy;
    this.isQueue = isQueue;
    this.observer = observer;
    services.defaults().follow(follower);
  }

  private void follow(TopicConfig defaults) {
    for (LocalTopic topic : byName.values()) {
      topic.configure(defaults.with(topic.config().own()));
    }
  }

  /** The kind of metadata records that {@link #recover} takes. */
  public static String recordKind() {
    return TopicRecords.TOPIC;
  }

  /** Puts back a topic that the store has. */
  public void recover(Fields fields) {
    add(TopicRecords.declaration(fields), TopicRecords.id(fields));
  }

  @Override
  public Topic topic(String name) {
    return byName.get(name);
  }

  @Override
  public Topic topic(UUID id) {
    return byId.get(id);
  }

  @Override
  public Collection<Topic> all() {
    return List.copyOf(byName.values());
  }

  @Override
  public TopicConfig defaults() {
    return services.defaults().current();
  }

  @Override
  public void check(TopicDeclaration wanted) {
    String name = wanted.name();
    TopicNames.check(name);
    if (byName.containsKey(name)) {
      throw new TopicException(Reason.EXISTS, "Topic '" + name + "' already exists.");
    }
    if (isQueue.test(name)) {
      throw new TopicException(Reason.NAME_IS_TAKEN, "there is a queue '" + name + "'");
    }
    checkPartitions(wanted.partitions());
    services.defaults().current().with(wanted.configs());
  }

  private void checkPartitions(int count) {
    if (count < 1) {
      throw new TopicException(
          Reason.INVALID_PARTITIONS, "Number of partitions must be larger than 0.");
    }
    if (count > services.maxPartitions()) {
      throw new TopicException(
          Reason.INVALID_PARTITIONS,
          count + " partitions are more than topic.max.partitions = " + services.maxPartitions());
    }
  }

  @Override
  public CompletableFuture<Topic> create(TopicDeclaration declaration) {
    return store.change(
        change -> {
          if (ending) {
            throw new TopicException(
                Reason.UNKNOWN, "virtual host '" + virtualHost + "' does not exist");
          }
          check(declaration);
          return createQueue(change, declaration);
        });
  }

  /**
   * Creates the topic of a queue, whose name may be one that Kafka's clients could not say. On the
   * metadata shard, inside a change; the caller has made sure that the name is free.
   */
  public Topic createQueue(MetadataChange change, TopicDeclaration declaration) {
    LocalTopic topic = add(declaration, newId());
    save(change, topic);
    return topic;
  }

  private UUID newId() {
    byte[] chance = new byte[ID_BYTES];
    entropy.nextBytes(chance);
    // The bits that say: version 4, made by chance.
    chance[6] = (byte) ((chance[6] & 0x0f) | 0x40);
    chance[8] = (byte) ((chance[8] & 0x3f) | 0x80);
    ByteBuffer bytes = ByteBuffer.wrap(chance);
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  private LocalTopic add(TopicDeclaration declaration, UUID id) {
    PartitionLogs logs = services.logs();
    TopicConfig config = services.defaults().current().with(declaration.configs());
    LocalTopic topic = new LocalTopic(declaration, id, logs, config);
    topic.grow(declaration.partitions());
    byId.put(id, topic);
    byName.put(topic.name(), topic);
    observer.added(topic, declaration.queueArguments());
    topic.govern(observer.governing(topic));
    return topic;
  }

  private void save(MetadataChange change, LocalTopic topic) {
    change.put(
        TopicRecords.key(virtualHost, topic.name()), TopicRecords.fields(virtualHost, topic));
  }

  @Override
  public CompletableFuture<Void> delete(String name) {
    return store
        .change(
            change -> {
              LocalTopic topic = existing(name);
              byName.remove(name);
              byId.remove(topic.id());
              observer.removed(topic, change);
              change.delete(TopicRecords.key(virtualHost, name));
              return topic;
            })
        // The files go when nobody can find the topic any more, not even after a crash.
        .thenAccept(LocalTopic::delete);
  }

  private LocalTopic existing(String name) {
    LocalTopic topic = byName.get(name);
    if (topic == null) {
      throw new TopicException(Reason.UNKNOWN, "This server does not host this topic-partition.");
    }
    return topic;
  }

  @Override
  public CompletableFuture<Topic> addPartitions(String name, int total) {
    return store.change(
        change -> {
          LocalTopic topic = existing(name);
          int now = topic.partitionCount();
          if (total <= now) {
            throw new TopicException(
                Reason.INVALID_PARTITIONS,
                total == now
                    ? "Topic already has " + now + " partition(s)."
                    : "The topic "
                        + name
                        + " currently has "
                        + now
                        + " partition(s); "
                        + total
                        + " would not be an increase.");
          }
          checkPartitions(total);
          topic.grow(total);
          save(change, topic);
          return topic;
        });
  }

  @Override
  public CompletableFuture<Topic> alterConfigs(String name, Map<String, String> changes) {
    return store.change(
        change -> {
          LocalTopic topic = existing(name);
          topic.configure(topic.config().change(changes));
          save(change, topic);
          return topic;
        });
  }

  /** Policies have changed. On the metadata shard. */
  public void govern() {
    byName.values().forEach(topic -> topic.govern(observer.governing(topic)));
  }

  @Override
  public CompletableFuture<Void> alterDefaults(Map<String, String> changes) {
    return services.defaults().alter(changes);
  }

  /**
   * Deletes all, as part of the deletion of the virtual host; from now on nothing is created. On
   * the metadata shard.
   */
  public CompletableFuture<Void> clear() {
    ending = true;
    services.defaults().unfollow(follower);
    return CompletableFuture.allOf(
        byName.keySet().stream().map(this::delete).toArray(CompletableFuture<?>[]::new));
  }
}
