package io.motet.broker.topic;

import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The configurations of topics that do not say otherwise: those of the broker's settings, and over
 * them those that were altered while it ran, which are durable. Any thread.
 */
public final class TopicDefaults {
  private static final String KEY = "topic-defaults";
  private static final String CONFIGS = "configs";

  private final MetadataStore store;
  private final List<Consumer<TopicConfig>> followers = new CopyOnWriteArrayList<>();
  private volatile TopicConfig current;

  /** Reads what was altered from what the store recovered. */
  public TopicDefaults(MetadataStore store, TopicConfig ofSettings) {
    this.store = store;
    Fields altered = store.get(KEY);
    current = ofSettings.withAltered(altered == null ? Map.of() : texts(altered));
  }

  private static Map<String, String> texts(Fields fields) {
    Map<String, String> texts = new HashMap<>();
    fields.table(CONFIGS).forEach((name, value) -> texts.put(name, (String) value));
    return texts;
  }

  /** What applies now. */
  public TopicConfig current() {
    return current;
  }

  /** The follower is told of every change, on the metadata shard. */
  void follow(Consumer<TopicConfig> follower) {
    followers.add(follower);
  }

  void unfollow(Consumer<TopicConfig> follower) {
    followers.remove(follower);
  }

  /**
   * Sets and unsets defaults, all or none; all topics follow at once.
   *
   * @param changes by Kafka's names; a null value goes back to the settings
   * @return fails with {@code INVALID_CONFIG}
   */
  public CompletableFuture<Void> alter(Map<String, String> changes) {
    return store.change(
        change -> {
          TopicConfig next = current.changeAltered(changes);
          current = next;
          change.put(
              KEY, Fields.empty().with(CONFIGS, new HashMap<String, Object>(next.altered())));
          followers.forEach(follower -> follower.accept(next));
          return null;
        });
  }
}
