package io.motet.kafka.group;

import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.metadata.MetadataKey;
import io.motet.broker.metadata.MetadataStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What is durable of groups beside their offsets: a metadata record for each group, with its type
 * and epoch, which must never be given twice, and one for each member. On the metadata shard only,
 * but for the futures.
 */
final class GroupRecords implements GroupLog {
  private static final String KIND = "kafka-group";
  private static final String MEMBER_KIND = "kafka-group-member";

  private final MetadataStore store;

  GroupRecords(MetadataStore store) {
    this.store = store;
  }

  /** All groups of a type. */
  List<SavedGroup> all(GroupType type) {
    List<SavedGroup> all = new ArrayList<>();
    store.forEach(
        KIND,
        (key, fields) -> {
          if (type.title().equals(fields.text(SavedGroup.TYPE))) {
            String id = MetadataKey.parts(key).get(1);
            all.add(new SavedGroup(id, fields, members(id)));
          }
        });
    return all;
  }

  private Map<String, Fields> members(String id) {
    Map<String, Fields> members = new LinkedHashMap<>();
    store.forEach(
        MetadataKey.of(MEMBER_KIND, id),
        (key, fields) -> members.put(MetadataKey.parts(key).get(2), fields));
    return members;
  }

  @Override
  public CompletableFuture<Void> save(String id, Fields fields, Map<String, Fields> members) {
    return store.change(
        change -> {
          if (fields != null) {
            change.put(key(id), fields);
          }
          members.forEach((member, one) -> put(change, memberKey(id, member), one));
          return null;
        });
  }

  @Override
  public CompletableFuture<Void> forget(String id) {
    return store.change(
        change -> {
          delete(change, id);
          return null;
        });
  }

  private static void put(MetadataChange change, String key, Fields fields) {
    if (fields == null) {
      change.delete(key);
    } else {
      change.put(key, fields);
    }
  }

  /** Forgets a group and its members with whatever else is in the change. */
  void delete(MetadataChange change, String id) {
    if (store.get(key(id)) != null) {
      change.delete(key(id));
    }
    members(id).keySet().forEach(member -> change.delete(memberKey(id, member)));
  }

  private static String key(String id) {
    return MetadataKey.of(KIND, id);
  }

  private static String memberKey(String id, String member) {
    return MetadataKey.of(MEMBER_KIND, id, member);
  }
}
