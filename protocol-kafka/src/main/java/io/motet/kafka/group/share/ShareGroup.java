package io.motet.kafka.group.share;

import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataChange;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.group.GroupType;
import io.motet.kafka.group.MemberClaim;
import io.motet.kafka.group.modern.MemberFields;
import io.motet.kafka.group.modern.MemberIdentity;
import io.motet.kafka.group.modern.MemberSubscription;
import io.motet.kafka.group.modern.ModernGroup;
import io.motet.kafka.group.modern.ModernGroupServices;
import io.motet.kafka.group.modern.PartitionSet;
import io.motet.kafka.group.modern.SubscribedTopics;
import io.motet.kafka.queue.ReadableTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A group whose members share partitions. On the groups' thread only. */
final class ShareGroup extends ModernGroup<ShareMember, PartitionSet> {
  private static final String KIND = "share group";
  private static final String TOPICS = "topics";
  private static final String ASSIGNED = "assigned";
  private static final String TARGET = "target";
  private static final ShareAssignor ASSIGNOR = new ShareAssignor();

  private final ShareGroupOptions options;
  private final ReadableTopics shareable;
  private final ShareGroupEnd end;
  private SubscribedTopics topics = SubscribedTopics.NONE;

  /**
   * @param end told when the group is forgotten
   */
  ShareGroup(
      String id,
      int epoch,
      ModernGroupServices services,
      ShareGroupOptions options,
      ReadableTopics shareable,
      ShareGroupEnd end) {
    super(id, GroupType.SHARE, services, epoch);
    this.options = options;
    this.shareable = shareable;
    this.end = end;
  }

  static String assignor() {
    return ASSIGNOR.name();
  }

  @Override
  public String protocolType() {
    return "share";
  }

  /** Members have nothing to wait for. */
  @Override
  public String stateTitle() {
    return isEmpty() ? super.stateTitle() : "Stable";
  }

  @Override
  public boolean isSubscribedTo(String topic) {
    return members().stream().anyMatch(member -> member.topics().contains(topic));
  }

  /**
   * A member joins or says that it is alive.
   *
   * @param names null when they are as before
   * @return the member
   * @throws GroupException when it is refused
   */
  ShareMember heartbeat(MemberIdentity identity, int epoch, Set<String> names) {
    ShareMember member = memberOf(identity, epoch);
    boolean changed = names != null && !names.equals(member.topics());
    if (changed) {
      member.subscribe(names);
    }
    List<Set<String>> all = new ArrayList<>();
    members().forEach(one -> all.add(one.topics()));
    SubscribedTopics now = SubscribedTopics.of(all, shareable);
    changed |= !now.equals(topics);
    topics = now;
    if (changed) {
      bumpEpoch();
    }
    if (needsTargets()) {
      retarget(newTargets());
    }
    PartitionSet target = target(member.id());
    member.take(target == null ? PartitionSet.EMPTY : target, targetEpoch());
    heard(member, options.times().sessionTimeoutMillis(id()));
    return member;
  }

  private ShareMember memberOf(MemberIdentity identity, int epoch) {
    ShareMember there = member(identity.id());
    if (epoch == 0 && there == null) {
      if (members().size() >= options.maxSize()) {
        throw new GroupException(
            ErrorCode.GROUP_MAX_SIZE_REACHED,
            "The share group has reached its maximum capacity of "
                + options.maxSize()
                + " members.");
      }
      ShareMember member = new ShareMember(identity);
      add(member);
      bumpEpoch();
      return member;
    }
    ShareMember member = known(identity.id());
    checkEpoch(member, epoch, true, KIND);
    return member;
  }

  private Map<String, PartitionSet> newTargets() {
    List<MemberSubscription> subscriptions = new ArrayList<>();
    for (ShareMember member : members()) {
      PartitionSet target = target(member.id());
      subscriptions.add(
          new MemberSubscription(
              member.id(),
              null,
              SubscribedTopics.ids(member.topics(), shareable),
              target == null ? PartitionSet.EMPTY : target));
    }
    return ASSIGNOR.assign(subscriptions, topics);
  }

  @Override
  protected ShareMember newMember(MemberIdentity identity) {
    return new ShareMember(identity);
  }

  @Override
  protected void describe(Fields fields) {
    fields.with(TOPICS, MemberFields.table(topics));
  }

  @Override
  protected void restore(Fields fields) {
    topics = MemberFields.topics(fields.table(TOPICS));
  }

  @Override
  protected Fields describe(ShareMember member) {
    PartitionSet target = target(member.id());
    return MemberFields.of(member)
        .with(TOPICS, List.copyOf(member.topics()))
        .with(ASSIGNED, MemberFields.table(member.assigned()))
        .with(TARGET, target == null ? null : MemberFields.table(target));
  }

  @Override
  protected void restore(ShareMember member, Fields fields) {
    member.subscribe(new TreeSet<>(fields.texts(TOPICS)));
    member.take(MemberFields.partitions(fields.table(ASSIGNED)), member.epoch());
    if (fields.has(TARGET)) {
      target(member.id(), MemberFields.partitions(fields.table(TARGET)));
    }
    heard(member, options.times().sessionTimeoutMillis(id()));
  }

  /** Throws when there is no such member. */
  void leave(String memberId) {
    remove(known(memberId));
  }

  /** Share groups have no offsets of that kind. */
  @Override
  public ErrorCode mayCommit(MemberClaim claim) {
    return ErrorCode.GROUP_ID_NOT_FOUND;
  }

  @Override
  public ErrorCode mayFetch(String memberId, int memberEpoch) {
    return ErrorCode.GROUP_ID_NOT_FOUND;
  }

  @Override
  public void forget(MetadataChange change) {
    end.ended(change, id());
  }
}
