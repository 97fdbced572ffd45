package io.motet.kafka.group;

import io.motet.broker.metadata.Fields;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Remembers groups as bytes, at once or when a test says so. */
public final class FakeGroupLog implements GroupLog {
  private final Map<String, byte[]> groups = new HashMap<>();
  private final Map<String, Map<String, byte[]>> members = new HashMap<>();
  private CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);
  private int writes;

  /** From now on nothing is durable until this completes. */
  public CompletableFuture<Void> hold() {
    answer = new CompletableFuture<>();
    return answer;
  }

  /** How often something was written. */
  public int writes() {
    return writes;
  }

  /** The group as a process finds it that starts now; null when it is not remembered. */
  public SavedGroup saved(String id) {
    byte[] fields = groups.get(id);
    if (fields == null) {
      return null;
    }
    Map<String, Fields> found = new LinkedHashMap<>();
    members
        .getOrDefault(id, Map.of())
        .forEach((member, bytes) -> found.put(member, Fields.decode(bytes)));
    return new SavedGroup(id, Fields.decode(fields), found);
  }

  @Override
  public CompletableFuture<Void> save(String id, Fields fields, Map<String, Fields> changed) {
    writes++;
    if (fields != null) {
      groups.put(id, fields.encode());
    }
    Map<String, byte[]> mine = members.computeIfAbsent(id, any -> new LinkedHashMap<>());
    changed.forEach(
        (member, one) -> {
          if (one == null) {
            mine.remove(member);
          } else {
            mine.put(member, one.encode());
          }
        });
    return answer;
  }

  @Override
  public CompletableFuture<Void> forget(String id) {
    writes++;
    groups.remove(id);
    members.remove(id);
    return answer;
  }
}
