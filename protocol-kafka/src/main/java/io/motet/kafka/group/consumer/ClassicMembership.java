package io.motet.kafka.group.consumer;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.group.EmbeddedProtocol;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.group.HandOver;
import io.motet.kafka.group.JoinRequest;
import io.motet.kafka.group.JoinResult;
import io.motet.kafka.group.MemberClaim;
import io.motet.kafka.group.SyncResult;
import io.motet.kafka.group.modern.MemberIdentity;
import io.motet.kafka.group.modern.PartitionSet;
import io.motet.kafka.queue.ReadableTopics;
import io.motet.kafka.queue.ReadableTopics.ReadableTopic;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Members of the classic protocol in a consumer group, while an application is being upgraded: they
 * join when they are told to, and are given what the broker has assigned. On the groups' thread
 * only.
 */
final class ClassicMembership {
  private static final String CONSUMER = "consumer";

  private final ConsumerGroup group;
  private final ReadableTopics topics;

  ClassicMembership(ConsumerGroup group, ReadableTopics topics) {
    this.group = group;
    this.topics = topics;
  }

  JoinResult join(JoinRequest request, String newMemberId) {
    boolean isNew = request.memberId().isEmpty();
    String memberId = isNew ? newMemberId : request.memberId();
    EmbeddedProtocol.Subscribed wanted = subscription(request);
    if (wanted == null) {
      return JoinResult.failed(ErrorCode.INCONSISTENT_GROUP_PROTOCOL, request.memberId());
    }
    if (isNew && request.instanceId() == null && request.memberIdRequired()) {
      return JoinResult.failed(ErrorCode.MEMBER_ID_REQUIRED, memberId);
    }
    String protocol = request.protocols().keySet().iterator().next();
    try {
      MemberOrders orders =
          group.joinClassic(
              identity(memberId, request),
              new Subscription(wanted.topics(), null, null, request.rebalanceTimeoutMillis()),
              partitions(wanted.owned()),
              new ClassicForm(protocol, request.sessionTimeoutMillis()));
      return new JoinResult(
          ErrorCode.NONE, orders.epoch(), CONSUMER, protocol, "", memberId, List.of(), false);
    } catch (GroupException e) {
      return JoinResult.failed(e.code(), request.memberId());
    }
  }

  private static EmbeddedProtocol.Subscribed subscription(JoinRequest request) {
    if (!request.protocolType().equals(CONSUMER) || request.protocols().isEmpty()) {
      return null;
    }
    return EmbeddedProtocol.subscription(request.protocols().values().iterator().next());
  }

  private static MemberIdentity identity(String memberId, JoinRequest request) {
    return new MemberIdentity(
        memberId, request.instanceId(), null, request.clientId(), request.clientHost());
  }

  private PartitionSet partitions(Map<String, int[]> byName) {
    PartitionSet.Builder set = PartitionSet.builder();
    byName.forEach(
        (name, indexes) -> {
          ReadableTopic topic = topics.find(name);
          for (int index : indexes) {
            if (topic != null && index >= 0 && index < topic.partitionCount()) {
              set.add(topic.id(), index);
            }
          }
        });
    return set.build();
  }

  SyncResult sync(MemberClaim claim, String wantedType, String wantedProtocol) {
    ErrorCode wrong = check(claim);
    if (wrong != ErrorCode.NONE) {
      return SyncResult.failed(wrong);
    }
    ConsumerMember member = group.member(claim.memberId());
    String protocol = member.classic().protocol();
    boolean otherProtocol =
        (wantedType != null && !wantedType.equals(CONSUMER))
            || (wantedProtocol != null && !wantedProtocol.equals(protocol));
    if (otherProtocol) {
      return SyncResult.failed(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
    }
    // Who has partitions to give up must do that first, and joins again then by itself.
    boolean late =
        group.targetEpoch() > member.epoch() && member.state() != ReconciliationState.UNREVOKED;
    return late
        ? SyncResult.failed(ErrorCode.REBALANCE_IN_PROGRESS)
        : new SyncResult(ErrorCode.NONE, CONSUMER, protocol, assignment(member));
  }

  private byte[] assignment(ConsumerMember member) {
    Map<String, int[]> byName = new TreeMap<>();
    for (UUID id : member.assigned().topics()) {
      ReadableTopic topic = topics.find(id);
      if (topic != null) {
        byName.put(topic.name(), member.assigned().partitions(id));
      }
    }
    return EmbeddedProtocol.encodeAssignment(byName);
  }

  ErrorCode check(MemberClaim claim) {
    ConsumerMember member = group.member(claim.memberId());
    if (member == null || member.classic() == null) {
      return ErrorCode.UNKNOWN_MEMBER_ID;
    }
    return claim.generation() == member.epoch() ? ErrorCode.NONE : ErrorCode.ILLEGAL_GENERATION;
  }

  /**
   * Whether a classic group's members can go on here: their clients must leave all to the broker.
   */
  static boolean canTakeOver(HandOver left) {
    return left.members().stream()
        .allMatch(
            member ->
                subscription(member.request()) != null
                    && EmbeddedProtocol.assignment(member.assignment()) != null);
  }

  /** The members of a classic group go on here, with what they have. */
  void takeOver(HandOver left) {
    for (HandOver.Member one : left.members()) {
      JoinRequest request = one.request();
      ConsumerMember member = new ConsumerMember(identity(one.id(), request));
      member.subscribe(
          new Subscription(
              subscription(request).topics(), null, null, request.rebalanceTimeoutMillis()));
      member.speakClassic(
          new ClassicForm(
              request.protocols().keySet().iterator().next(), request.sessionTimeoutMillis()));
      group.adopt(
          member, partitions(EmbeddedProtocol.assignment(one.assignment())), left.generation());
    }
  }
}
