package io.motet.kafka.group;

import io.motet.kafka.api.ErrorCode;
import java.util.Map;
import java.util.function.Consumer;

/** A group that members of the classic protocol can be in. On the groups' thread only. */
public interface JoinableGroup extends Group {
  /** A member comes, or comes again. The callback is called once, now or when all have joined. */
  void join(JoinRequest request, Consumer<JoinResult> callback);

  /**
   * A member asks what it is to read; the leader's question, where there is one, brings the answer
   * for all.
   *
   * @param wantedType null when not said
   * @param wantedProtocol null when not said
   * @param assignments by member, from the leader
   */
  void sync(
      MemberClaim claim,
      String wantedType,
      String wantedProtocol,
      Map<String, byte[]> assignments,
      Consumer<SyncResult> callback);

  /** A member says that it is alive; the answer may be that it must join again. */
  ErrorCode heartbeat(MemberClaim claim);
}
