package io.motet.kafka.group;

import io.motet.kafka.api.ErrorCode;
import java.util.List;

/**
 * What a member that joins is told.
 *
 * @param members all of them for the leader, none for others
 * @param skipAssignment whether the leader has nothing to assign
 */
public record JoinResult(
    ErrorCode error,
    int generation,
    String protocolType,
    String protocolName,
    String leaderId,
    String memberId,
    List<Joined> members,
    boolean skipAssignment) {
  /** A member as the leader sees it; never compared. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Joined(String memberId, String instanceId, byte[] metadata) {}

  private static final int NO_GENERATION = -1;

  /** A client that cannot skip the assignment must not take itself for the leader. */
  JoinResult asFollowerOf(String oldLeader) {
    return new JoinResult(
        error, generation, protocolType, protocolName, oldLeader, memberId, List.of(), false);
  }

  /** It is refused. */
  public static JoinResult failed(ErrorCode error, String memberId) {
    return new JoinResult(error, NO_GENERATION, null, null, "", memberId, List.of(), false);
  }
}
