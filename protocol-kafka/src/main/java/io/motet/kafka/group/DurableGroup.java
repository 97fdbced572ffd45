package io.motet.kafka.group;

import io.motet.broker.metadata.Fields;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Makes one group and its members durable: takes them as they are, and writes what differs from
 * what was written before. On the groups' thread only.
 */
public final class DurableGroup {
  private final String id;
  private final GroupType type;
  private final GroupLog log;
  private byte[] saved;
  private final Map<String, byte[]> savedMembers = new HashMap<>();
  private Fields changed;
  private final Map<String, Fields> changedMembers = new LinkedHashMap<>();
  private CompletableFuture<Void> lastWrite = CompletableFuture.completedFuture(null);

  /** Of a group that was never written. */
  public DurableGroup(String id, GroupType type, GroupLog log) {
    this.id = id;
    this.type = type;
    this.log = log;
  }

  /** It was written before, like this. */
  public void recovered(SavedGroup group) {
    saved = group.fields().encode();
    group.members().forEach((member, fields) -> savedMembers.put(member, fields.encode()));
  }

  /** What is to be kept of the group itself. */
  public void group(Fields fields) {
    Fields typed = fields.with(SavedGroup.TYPE, type.title());
    byte[] bytes = typed.encode();
    if (!Arrays.equals(bytes, saved)) {
      saved = bytes;
      changed = typed;
    }
  }

  /** What is to be kept of a member. */
  public void member(String memberId, Fields fields) {
    byte[] bytes = fields.encode();
    if (!Arrays.equals(bytes, savedMembers.put(memberId, bytes))) {
      changedMembers.put(memberId, fields);
    }
  }

  /** It is no member any more. */
  public void removeMember(String memberId) {
    if (savedMembers.remove(memberId) != null) {
      changedMembers.put(memberId, null);
    }
  }

  /** Writes what has changed. Completes when this, and all that was written before, is durable. */
  public CompletableFuture<Void> save() {
    if (changed != null || !changedMembers.isEmpty()) {
      lastWrite = log.save(id, changed, new LinkedHashMap<>(changedMembers));
      changed = null;
      changedMembers.clear();
    }
    return lastWrite;
  }

  /** Nothing of it need be kept. */
  public void forget() {
    if (saved != null) {
      lastWrite = log.forget(id);
    }
    saved = null;
    savedMembers.clear();
    changed = null;
    changedMembers.clear();
  }
}
