package io.motet.kafka.group;

import io.motet.broker.shard.Shard;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.wire.Defaults;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

/** A member of a classic group. On the groups' thread only. */
final class GroupMember {
  private final String id;
  private JoinRequest request;
  private byte[] assignment = Defaults.NO_BYTES;
  private Consumer<JoinResult> awaitingJoin;
  private Consumer<SyncResult> awaitingSync;
  private Shard.Timer sessionTimer = () -> {};

  GroupMember(String id, JoinRequest request) {
    this.id = id;
    this.request = request;
  }

  String id() {
    return id;
  }

  /** Null unless it is static. */
  String instanceId() {
    return request.instanceId();
  }

  JoinRequest request() {
    return request;
  }

  Map<String, byte[]> protocols() {
    return request.protocols();
  }

  byte[] metadata(String protocol) {
    return request.protocols().getOrDefault(protocol, Defaults.NO_BYTES);
  }

  /** Whether the same protocols come with the same contents, in the same order. */
  boolean hasProtocols(Map<String, byte[]> other) {
    if (!Arrays.equals(protocols().keySet().toArray(), other.keySet().toArray())) {
      return false;
    }
    return protocols().entrySet().stream()
        .allMatch(entry -> Arrays.equals(entry.getValue(), other.get(entry.getKey())));
  }

  byte[] assignment() {
    return assignment;
  }

  void assign(byte[] newAssignment) {
    assignment = newAssignment;
  }

  boolean awaitsJoin() {
    return awaitingJoin != null;
  }

  boolean awaitsSync() {
    return awaitingSync != null;
  }

  /** It asks to join (again); an older question of its own is dropped. */
  void awaitJoin(JoinRequest newRequest, Consumer<JoinResult> callback) {
    answerJoin(JoinResult.failed(ErrorCode.UNKNOWN_MEMBER_ID, id));
    request = newRequest;
    awaitingJoin = callback;
    sessionTimer.cancel();
  }

  void answerJoin(JoinResult result) {
    if (awaitingJoin != null) {
      Consumer<JoinResult> callback = awaitingJoin;
      awaitingJoin = null;
      callback.accept(result);
    }
  }

  void awaitSync(Consumer<SyncResult> callback) {
    answerSync(SyncResult.failed(ErrorCode.UNKNOWN_MEMBER_ID));
    awaitingSync = callback;
  }

  void answerSync(SyncResult result) {
    if (awaitingSync != null) {
      Consumer<SyncResult> callback = awaitingSync;
      awaitingSync = null;
      callback.accept(result);
    }
  }

  /** It was heard of: its session begins anew. */
  void heard(GroupTimers timers, Runnable expired) {
    sessionTimer.cancel();
    sessionTimer = timers.schedule(request.sessionTimeoutMillis(), expired);
  }

  /** It is no member any more. */
  void left(ErrorCode error) {
    sessionTimer.cancel();
    answerJoin(JoinResult.failed(error, id));
    answerSync(SyncResult.failed(error));
  }
}
