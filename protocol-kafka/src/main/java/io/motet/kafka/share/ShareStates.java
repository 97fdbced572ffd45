package io.motet.kafka.share;

import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.metadata.MetadataKey;
import io.motet.broker.metadata.MetadataStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * What is durable of shared partitions: one metadata record each, with all of its state. On the
 * metadata shard only, but for the futures.
 */
public final class ShareStates {
  private static final String KIND = "kafka-share";
  private static final String STATE = "state";

  private final MetadataStore store;

  /** In the broker's metadata. */
  public ShareStates(MetadataStore store) {
    this.store = store;
  }

  /** Null when there is none. */
  byte[] load(ShareKey key) {
    Fields fields = store.get(name(key));
    return fields == null ? null : fields.bytes(STATE);
  }

  /** Completes when it is durable. */
  CompletableFuture<Void> save(ShareKey key, byte[] state) {
    return store.change(
        change -> {
          change.put(name(key), Fields.empty().with(STATE, state));
          return null;
        });
  }

  /** All of a group. */
  List<ShareKey> of(String group) {
    return where(key -> key.group().equals(group));
  }

  /** All that the test holds for. */
  List<ShareKey> where(Predicate<ShareKey> test) {
    List<ShareKey> keys = new ArrayList<>();
    store.forEach(
        KIND,
        (name, fields) -> {
          List<String> parts = MetadataKey.parts(name);
          ShareKey key =
              new ShareKey(
                  parts.get(1), UUID.fromString(parts.get(2)), Integer.parseInt(parts.get(3)));
          if (test.test(key)) {
            keys.add(key);
          }
        });
    return keys;
  }

  /** Forgets one with whatever else is in the change. */
  void delete(MetadataChange change, ShareKey key) {
    change.delete(name(key));
  }

  /** Completes when that is durable. */
  CompletableFuture<Void> delete(List<ShareKey> keys) {
    return store.change(
        change -> {
          keys.forEach(key -> delete(change, key));
          return null;
        });
  }

  private static String name(ShareKey key) {
    return MetadataKey.of(
        KIND, key.group(), key.topicId().toString(), Integer.toString(key.partition()));
  }
}
