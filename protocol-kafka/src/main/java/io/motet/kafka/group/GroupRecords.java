package io.motet.kafka.group;

import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.metadata.MetadataKey;
import io.motet.broker.metadata.MetadataStore;
import java.util.concurrent.CompletableFuture;
import java.util.function.ObjIntConsumer;

/**
 * What is durable of groups that are not classic: that they exist, their protocol and their epoch,
 * which must never be given twice. One metadata record each. On the metadata shard only, but for
 * the futures.
 */
public final class GroupRecords {
  private static final String KIND = "kafka-group";
  private static final String TYPE = "type";
  private static final String EPOCH = "epoch";

  private final MetadataStore store;

  GroupRecords(MetadataStore store) {
    this.store = store;
  }

  /** Hands over id and epoch of all groups of a type. */
  void forEach(GroupType type, ObjIntConsumer<String> reader) {
    store.forEach(
        KIND,
        (key, fields) -> {
          if (type.title().equals(fields.text(TYPE))) {
            reader.accept(MetadataKey.parts(key).get(1), (int) fields.number(EPOCH, 0));
          }
        });
  }

  /** Completes when that is durable. */
  public CompletableFuture<Void> save(String id, GroupType type, int epoch) {
    return store.change(
        change -> {
          change.put(key(id), Fields.empty().with(TYPE, type.title()).with(EPOCH, (long) epoch));
          return null;
        });
  }

  /** Forgets a group with whatever else is in the change. */
  void delete(MetadataChange change, String id) {
    change.delete(key(id));
  }

  private static String key(String id) {
    return MetadataKey.of(KIND, id);
  }
}
