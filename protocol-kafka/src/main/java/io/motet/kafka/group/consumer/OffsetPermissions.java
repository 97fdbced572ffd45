package io.motet.kafka.group.consumer;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.group.MemberClaim;
import java.util.UUID;
import java.util.function.Function;

/**
 * Whether those who say that they are members may commit and read a group's offsets. On the groups'
 * thread only.
 */
final class OffsetPermissions {
  private final Function<String, ConsumerMember> members;
  private final Reconciliation reconciliation;

  /**
   * @param members by id; null for one that is none
   */
  OffsetPermissions(Function<String, ConsumerMember> members, Reconciliation reconciliation) {
    this.members = members;
    this.reconciliation = reconciliation;
  }

  /** For the offsets of some partition; which ones, {@link #mayCommitTo} decides. */
  ErrorCode mayCommit(MemberClaim claim) {
    ConsumerMember member = members.apply(claim.memberId());
    if (member == null) {
      return ErrorCode.UNKNOWN_MEMBER_ID;
    }
    return claim.generation() > member.epoch() ? stale(member) : ErrorCode.NONE;
  }

  /** An older epoch is good for a partition that the member has held since then. */
  ErrorCode mayCommitTo(MemberClaim claim, UUID topicId, int partition) {
    ConsumerMember member = members.apply(claim.memberId());
    if (member == null || claim.generation() == member.epoch()) {
      return ErrorCode.NONE;
    }
    boolean held = reconciliation.hasHeldSince(member, topicId, partition, claim.generation());
    return held ? ErrorCode.NONE : stale(member);
  }

  private static ErrorCode stale(ConsumerMember member) {
    return member.classic() == null ? ErrorCode.STALE_MEMBER_EPOCH : ErrorCode.ILLEGAL_GENERATION;
  }

  /** Somebody outside of the group has neither id nor epoch. */
  ErrorCode mayFetch(String memberId, int memberEpoch) {
    if (memberId == null && memberEpoch < 0) {
      return ErrorCode.NONE;
    }
    ConsumerMember member = members.apply(memberId);
    if (member == null) {
      return ErrorCode.UNKNOWN_MEMBER_ID;
    }
    return memberEpoch == member.epoch() ? ErrorCode.NONE : ErrorCode.STALE_MEMBER_EPOCH;
  }
}
