package io.motet.kafka.group;

import io.motet.broker.group.GroupReader;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.ErrorCode;
import java.util.List;
import java.util.UUID;

/**
 * A group of any protocol, as requests see it that are the same for all: listing, deleting,
 * committing offsets. On the groups' thread only.
 */
public interface Group {
  /** For {@link #keptSinceMillis}. */
  long IN_USE = Long.MAX_VALUE;

  /** Its name. */
  String id();

  /** Which protocol its members speak. */
  GroupType type();

  /** Kafka's name for where it is in its life. */
  String stateTitle();

  /** What listings show as the protocol's type; may be empty. */
  String protocolType();

  /** Whether it has no members. */
  boolean isEmpty();

  /** Whether some member reads the topic, or may do so. */
  boolean isSubscribedTo(String topic);

  /**
   * Since when an offset is kept for nothing, in a topic that no member reads. {@link #IN_USE} as
   * long as no offset may be forgotten.
   */
  default long keptSinceMillis(CommittedOffset offset) {
    return offset.committedAtMillis();
  }

  /**
   * Whether a member, or somebody outside of all groups, may commit offsets. Where that depends on
   * the partition, {@link #mayCommitTo} decides.
   */
  ErrorCode mayCommit(MemberClaim claim);

  /** Whether it may for this partition, where {@link #mayCommit} has nothing against it. */
  default ErrorCode mayCommitTo(MemberClaim claim, UUID topicId, int partition) {
    return ErrorCode.NONE;
  }

  /** Whether the member must commit with versions that know epochs. */
  default boolean needsEpochs(String memberId) {
    return false;
  }

  /**
   * Whether somebody may ask for offsets.
   *
   * @param memberId null or empty for somebody outside of the group
   * @param memberEpoch -1 for somebody outside of the group
   */
  default ErrorCode mayFetch(String memberId, int memberEpoch) {
    return ErrorCode.NONE;
  }

  /** Its members and what they read now, of these topics. */
  default List<GroupReader> readers(Topics topics) {
    return List.of();
  }

  /** What deals out the partitions; empty when that is not known. */
  default String assignorName() {
    return "";
  }

  /**
   * A member is taken out, by itself or by an operator. A static one may be named by its instance
   * alone.
   */
  default ErrorCode leave(String memberId, String instanceId) {
    return ErrorCode.UNKNOWN_MEMBER_ID;
  }

  /** It is forgotten: it must not act on anything any more, timers for example. */
  void kill();

  /** It is being deleted: what it keeps beyond offsets and its own record goes in this change. */
  default void forget(MetadataChange change) {}
}
