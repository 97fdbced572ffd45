package io.motet.kafka.group.consumer;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.group.GroupType;
import io.motet.kafka.group.HandOver;
import io.motet.kafka.group.JoinRequest;
import io.motet.kafka.group.JoinResult;
import io.motet.kafka.group.JoinableGroup;
import io.motet.kafka.group.MemberClaim;
import io.motet.kafka.group.SyncResult;
import io.motet.kafka.group.modern.MemberIdentity;
import io.motet.kafka.group.modern.MemberSubscription;
import io.motet.kafka.group.modern.ModernGroup;
import io.motet.kafka.group.modern.ModernGroupServices;
import io.motet.kafka.group.modern.PartitionAssignor;
import io.motet.kafka.group.modern.PartitionSet;
import io.motet.kafka.group.modern.SubscribedTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A group whose partitions the broker deals out. A heartbeat is all that members send: it says what
 * they want and hold, its answer what they may read. On the groups' thread only.
 */
final class ConsumerGroup extends ModernGroup<ConsumerMember, PartitionSet>
    implements JoinableGroup {
  /** Epoch of a static member that is away and will be back. */
  static final int AWAY = -2;

  private static final String KIND = "consumer group";

  private static final PartitionAssignor[] ASSIGNORS = {new UniformAssignor(), new RangeAssignor()};

  private final ModernGroupServices services;
  private final Supplier<String> newMemberIds;
  private final ConsumerGroupOptions options;
  private final Map<String, ConsumerMember> byInstance = new HashMap<>();
  private final PartitionOwners owners = new PartitionOwners();
  private final TopicPatterns patterns;
  private final ClassicMembership classics;
  private SubscribedTopics topics = SubscribedTopics.NONE;
  private boolean patternsAreFresh;

  /**
   * @param newMemberIds ids for members that bring none
   */
  ConsumerGroup(
      String id,
      int epoch,
      ModernGroupServices services,
      ConsumerGroupOptions options,
      Supplier<String> newMemberIds) {
    super(id, GroupType.CONSUMER, services, epoch);
    this.services = services;
    this.newMemberIds = newMemberIds;
    this.options = options;
    this.patterns = new TopicPatterns(services.topics().topics());
    this.classics = new ClassicMembership(this, services.topics());
  }

  /** The names of the assignors, the default first. */
  static List<String> assignors() {
    List<String> names = new ArrayList<>();
    for (PartitionAssignor assignor : ASSIGNORS) {
      names.add(assignor.name());
    }
    return names;
  }

  @Override
  public String protocolType() {
    return "consumer";
  }

  @Override
  public String assignorName() {
    return assignor().name();
  }

  @Override
  protected PartitionSet assigned(ConsumerMember member) {
    return member.assigned();
  }

  @Override
  public boolean isSubscribedTo(String topic) {
    return members().stream().anyMatch(member -> subscribedNames(member).contains(topic));
  }

  /**
   * A member joins or says that it is alive.
   *
   * @throws GroupException when it is refused
   */
  MemberOrders heartbeat(MemberReport report) {
    boolean isNew = memberAt(report.identity()) == null;
    ConsumerMember member = memberOf(report);
    PartitionSet before = member.assigned();
    member.speakClassic(null);
    boolean changed = update(member, report) || isNew;
    catchUp(report.visible(), changed);
    reconcile(member, report.owned());
    heard(member, options.sessionTimeoutMillis());
    boolean tell = report.isFull() || !member.assigned().equals(before);
    return new MemberOrders(member.id(), member.epoch(), tell ? member.assigned() : null);
  }

  /** Makes new targets when members, subscriptions or topics are not what they were. */
  private void catchUp(Predicate<String> visible, boolean changed) {
    if (refreshTopics(visible) || changed) {
      bumpEpoch();
    }
    if (needsTargets()) {
      retarget(newTargets());
    }
  }

  private ConsumerMember memberOf(MemberReport report) {
    String memberId = report.identity().id();
    if (members().size() >= options.maxSize() && member(memberId) == null) {
      throw new GroupException(
          ErrorCode.GROUP_MAX_SIZE_REACHED,
          "The consumer group has reached its maximum capacity of "
              + options.maxSize()
              + " members.");
    }
    String instanceId = report.identity().instanceId();
    ConsumerMember there = memberAt(report.identity());
    if (report.epoch() == 0) {
      if (there == null) {
        return join(report);
      }
      if (instanceId != null) {
        return rejoin(there, report);
      }
    } else if (instanceId != null) {
      there = knownStatic(memberId, instanceId);
    } else {
      there = known(memberId);
    }
    PartitionSet owned = report.owned();
    boolean missedAnswer = owned != null && there.assigned().containsAll(owned);
    checkEpoch(there, report.epoch(), missedAnswer, KIND);
    return there;
  }

  /** Whose place it is: a static member's by its instance, whatever its id. */
  private ConsumerMember memberAt(MemberIdentity identity) {
    return identity.instanceId() == null
        ? member(identity.id())
        : byInstance.get(identity.instanceId());
  }

  private ConsumerMember join(MemberReport report) {
    String pattern = report.pattern();
    if (pattern != null && !pattern.isEmpty()) {
      patterns.add(pattern, report.visible());
    }
    ConsumerMember member = new ConsumerMember(report.identity());
    add(member);
    if (report.identity().instanceId() != null) {
      byInstance.put(report.identity().instanceId(), member);
    }
    return member;
  }

  /** A static member comes back, under a new id, once the old one has said that it goes. */
  private ConsumerMember rejoin(ConsumerMember old, MemberReport report) {
    String instanceId = report.identity().instanceId();
    if (old.epoch() != AWAY && old.classic() == null) {
      throw new GroupException(
          ErrorCode.UNRELEASED_INSTANCE_ID,
          "Static member "
              + report.identity().id()
              + " with instance id "
              + instanceId
              + " cannot join the group because the instance id is owned by "
              + old.id()
              + " member.");
    }
    ConsumerMember member = new ConsumerMember(report.identity());
    member.subscribe(old.subscription());
    member.take(new ReconciliationStep(old.state(), 0, old.assigned(), PartitionSet.EMPTY));
    replace(old, member);
    owners.change(member.id(), PartitionSet.EMPTY, member.assigned(), 0);
    byInstance.put(instanceId, member);
    return member;
  }

  private ConsumerMember knownStatic(String memberId, String instanceId) {
    ConsumerMember there = byInstance.get(instanceId);
    if (there == null) {
      throw new GroupException(
          ErrorCode.UNKNOWN_MEMBER_ID, "Instance id " + instanceId + " is unknown.");
    }
    if (!there.id().equals(memberId)) {
      throw new GroupException(
          ErrorCode.FENCED_INSTANCE_ID,
          "Static member "
              + memberId
              + " with instance id "
              + instanceId
              + " was fenced by member "
              + there.id()
              + ".");
    }
    return there;
  }

  /** Whether it subscribes to something else than before. */
  private boolean update(ConsumerMember member, MemberReport report) {
    Subscription before = member.subscription();
    Subscription now =
        before.with(
            report.names(), report.pattern(), report.assignor(), report.rebalanceTimeoutMillis());
    if (now.hasPattern()) {
      patterns.add(now.pattern(), report.visible());
    }
    member.subscribe(now);
    return !now.wantsTheSameAs(before);
  }

  /** Whether other topics, or other partitions, are to be read than when it was last looked. */
  private boolean refreshTopics(Predicate<String> visible) {
    Set<String> used = new TreeSet<>();
    List<Set<String>> names = new ArrayList<>();
    for (ConsumerMember member : members()) {
      if (member.subscription().hasPattern()) {
        used.add(member.subscription().pattern());
      }
    }
    patterns.retain(used);
    if (!patterns.isEmpty() && !patternsAreFresh) {
      patterns.refresh(visible);
      patternsAreFresh = true;
      timers().schedule(options.patternRefreshMillis(), () -> patternsAreFresh = false);
    }
    for (ConsumerMember member : members()) {
      names.add(member.subscription().names());
    }
    used.forEach(pattern -> names.add(patterns.topics(pattern)));
    SubscribedTopics now = SubscribedTopics.of(names, services.topics());
    boolean changed = !now.equals(topics);
    topics = now;
    return changed;
  }

  private Set<String> subscribedNames(ConsumerMember member) {
    Subscription subscription = member.subscription();
    if (!subscription.hasPattern()) {
      return subscription.names();
    }
    Set<String> names = new TreeSet<>(subscription.names());
    names.addAll(patterns.topics(subscription.pattern()));
    return names;
  }

  private Map<String, PartitionSet> newTargets() {
    List<MemberSubscription> subscriptions = new ArrayList<>();
    for (ConsumerMember member : members()) {
      PartitionSet target = target(member.id());
      Set<UUID> ids = SubscribedTopics.ids(subscribedNames(member), services.topics());
      subscriptions.add(
          new MemberSubscription(
              member.id(),
              member.identity().instanceId(),
              ids,
              target == null ? PartitionSet.EMPTY : target));
    }
    return assignor().assign(subscriptions, topics);
  }

  /** The one that most members want; the first when nobody wants any. */
  PartitionAssignor assignor() {
    PartitionAssignor best = ASSIGNORS[0];
    long most = 0;
    for (PartitionAssignor assignor : ASSIGNORS) {
      long votes =
          members().stream()
              .filter(member -> assignor.name().equals(member.subscription().assignor()))
              .count();
      if (votes > most) {
        most = votes;
        best = assignor;
      }
    }
    return best;
  }

  private void reconcile(ConsumerMember member, PartitionSet owned) {
    ReconciliationStep before = member.step();
    ReconciliationStep after = nextStep(member, owned);
    if (after.equals(before)) {
      return;
    }
    PartitionSet held = member.held();
    member.take(after);
    owners.change(member.id(), held, member.held(), member.epoch());
    if (after.state() == ReconciliationState.UNREVOKED) {
      limitRebalance(member);
    } else {
      member.endRebalance();
    }
  }

  private ReconciliationStep nextStep(ConsumerMember member, PartitionSet owned) {
    PartitionSet target = target(member.id());
    return member
        .step()
        .next(
            targetEpoch(),
            target == null ? PartitionSet.EMPTY : target,
            (topic, partition) -> owners.isTaken(topic, partition, member.id()),
            owned);
  }

  /** Whoever does not give up its partitions in time is taken out. */
  private void limitRebalance(ConsumerMember member) {
    int epoch = member.epoch();
    member.rebalance(
        timers()
            .schedule(
                member.subscription().rebalanceTimeoutMillis(),
                () -> {
                  if (member(member.id()) == member && member.epoch() == epoch) {
                    sessionEnded(member);
                  }
                }));
  }

  @Override
  public void join(JoinRequest request, Consumer<JoinResult> callback) {
    JoinResult result = classics.join(request, newMemberIds.get());
    whenSaved(
        () -> callback.accept(result),
        () ->
            callback.accept(
                JoinResult.failed(ErrorCode.COORDINATOR_NOT_AVAILABLE, request.memberId())));
  }

  /** Members of the classic protocol bring no patterns, so there is nothing to hide from them. */
  private static boolean isVisible(String topic) {
    return true;
  }

  /** As a heartbeat that joins, by a member of the classic protocol. */
  MemberOrders joinClassic(
      MemberIdentity identity, Subscription wanted, PartitionSet owned, ClassicForm form) {
    MemberReport report =
        new MemberReport(
            identity,
            0,
            wanted.rebalanceTimeoutMillis(),
            wanted.names(),
            "",
            null,
            owned,
            ConsumerGroup::isVisible);
    ConsumerMember there = memberAt(identity);
    boolean isNew = there == null;
    ConsumerMember member =
        isNew || there.id().equals(identity.id())
            ? memberOfClassic(there, report)
            : rejoin(there, report);
    member.speakClassic(form);
    catchUp(ConsumerGroup::isVisible, update(member, report) || isNew);
    member.endRebalance();
    reconcile(member, owned);
    heard(member, form.sessionTimeoutMillis());
    return new MemberOrders(member.id(), member.epoch(), member.assigned());
  }

  private ConsumerMember memberOfClassic(ConsumerMember there, MemberReport report) {
    return there == null ? memberOf(report) : there;
  }

  @Override
  public void sync(
      MemberClaim claim,
      String wantedType,
      String wantedProtocol,
      Map<String, byte[]> assignments,
      Consumer<SyncResult> callback) {
    callback.accept(classics.sync(claim, wantedType, wantedProtocol));
  }

  @Override
  public ErrorCode heartbeat(MemberClaim claim) {
    ErrorCode wrong = classics.check(claim);
    if (wrong != ErrorCode.NONE) {
      return wrong;
    }
    ConsumerMember member = member(claim.memberId());
    heard(member, member.classic().sessionTimeoutMillis());
    catchUp(ConsumerGroup::isVisible, false);
    boolean mayTakeMore =
        member.state() == ReconciliationState.UNRELEASED
            && !nextStep(member, null).assigned().equals(member.assigned());
    if (member.epoch() == targetEpoch()
        && member.state() != ReconciliationState.UNREVOKED
        && !mayTakeMore) {
      return ErrorCode.NONE;
    }
    if (!member.isLimited()) {
      limitRebalance(member);
    }
    return ErrorCode.REBALANCE_IN_PROGRESS;
  }

  /** A member of a classic group goes on here, with what it reads. */
  void adopt(ConsumerMember member, PartitionSet reads, int epoch) {
    member.restart(epoch);
    member.take(
        new ReconciliationStep(ReconciliationState.STABLE, epoch, reads, PartitionSet.EMPTY));
    add(member);
    target(member.id(), reads);
    owners.change(member.id(), PartitionSet.EMPTY, reads, epoch);
    if (member.identity().instanceId() != null) {
      byInstance.put(member.identity().instanceId(), member);
    }
    heard(member, member.classic().sessionTimeoutMillis());
  }

  /** The members of a classic group go on here. */
  void takeOver(HandOver left) {
    classics.takeOver(left);
  }

  @Override
  public boolean needsEpochs(String memberId) {
    ConsumerMember member = member(memberId);
    return member != null && member.classic() == null;
  }

  @Override
  protected void removed(ConsumerMember member) {
    owners.change(member.id(), member.held(), PartitionSet.EMPTY, 0);
    String instanceId = member.identity().instanceId();
    if (instanceId != null) {
      byInstance.remove(instanceId, member);
    }
  }

  @Override
  public ErrorCode leave(String memberId, String instanceId) {
    ConsumerMember there = instanceId == null ? null : byInstance.get(instanceId);
    boolean byInstanceOnly = there != null && memberId.isEmpty();
    try {
      leave(byInstanceOnly ? there.id() : memberId, instanceId, false);
      save();
      return ErrorCode.NONE;
    } catch (GroupException e) {
      return e.code();
    }
  }

  /**
   * A member goes; a static one may say that it will be back.
   *
   * @throws GroupException when there is no such member
   */
  void leave(String memberId, String instanceId, boolean willBeBack) {
    ConsumerMember member =
        instanceId == null ? known(memberId) : knownStatic(memberId, instanceId);
    if (!willBeBack) {
      remove(member);
      return;
    }
    PartitionSet held = member.held();
    member.take(
        new ReconciliationStep(member.state(), AWAY, member.assigned(), PartitionSet.EMPTY));
    owners.change(member.id(), held, PartitionSet.EMPTY, 0);
    owners.change(member.id(), PartitionSet.EMPTY, member.assigned(), 0);
    member.endRebalance();
  }

  @Override
  public ErrorCode mayCommit(MemberClaim claim) {
    if (claim.generation() < 0 && isEmpty()) {
      return ErrorCode.NONE;
    }
    ConsumerMember member = member(claim.memberId());
    if (member == null) {
      return ErrorCode.UNKNOWN_MEMBER_ID;
    }
    return claim.generation() > member.epoch() ? stale(member) : ErrorCode.NONE;
  }

  /** An older epoch is good for a partition that the member has held since then. */
  @Override
  public ErrorCode mayCommitTo(MemberClaim claim, UUID topicId, int partition) {
    ConsumerMember member = member(claim.memberId());
    if (member == null || claim.generation() == member.epoch()) {
      return ErrorCode.NONE;
    }
    int since = owners.heldSince(topicId, partition, member.id());
    boolean held = since != PartitionOwners.NOT_HELD && claim.generation() >= since;
    return held ? ErrorCode.NONE : stale(member);
  }

  private static ErrorCode stale(ConsumerMember member) {
    return member.classic() == null ? ErrorCode.STALE_MEMBER_EPOCH : ErrorCode.ILLEGAL_GENERATION;
  }

  @Override
  public ErrorCode mayFetch(String memberId, int memberEpoch) {
    if (memberId == null && memberEpoch < 0) {
      return ErrorCode.NONE;
    }
    ConsumerMember member = member(memberId);
    if (member == null) {
      return strangerMayFetch();
    }
    return memberEpoch == member.epoch() ? ErrorCode.NONE : ErrorCode.STALE_MEMBER_EPOCH;
  }
}
