package io.motet.kafka.group.consumer;

import io.motet.broker.metadata.Fields;
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
import io.motet.kafka.group.modern.PartitionSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private final Supplier<String> newMemberIds;
  private final ConsumerGroupOptions options;
  private final StaticMembers statics = new StaticMembers();
  private final GroupTopics topics;
  private final Reconciliation reconciliation;
  private final OffsetPermissions offsets;
  private final ClassicMembership classics;

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
    this.newMemberIds = newMemberIds;
    this.options = options;
    this.topics =
        new GroupTopics(services.topics(), services.timers(), options.patternRefreshMillis());
    this.reconciliation = new Reconciliation(services.timers(), this::sessionEnded);
    this.offsets = new OffsetPermissions(this::member, reconciliation);
    this.classics = new ClassicMembership(this, services.topics());
  }

  @Override
  public String protocolType() {
    return "consumer";
  }

  @Override
  public String assignorName() {
    return Assignors.vote(members()).name();
  }

  @Override
  protected PartitionSet assigned(ConsumerMember member) {
    return member.assigned();
  }

  @Override
  public boolean isSubscribedTo(String topic) {
    return members().stream()
        .anyMatch(member -> topics.names(member.subscription()).contains(topic));
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
    heard(member, options.times().sessionTimeoutMillis(id()));
    boolean tell = report.isFull() || !member.assigned().equals(before);
    return new MemberOrders(member.id(), member.epoch(), tell ? member.assigned() : null);
  }

  /** Makes new targets when members, subscriptions or topics are not what they were. */
  private void catchUp(Predicate<String> visible, boolean changed) {
    if (topics.refresh(members(), visible) || changed) {
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
      there = statics.known(memberId, instanceId);
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
        : statics.get(identity.instanceId());
  }

  private ConsumerMember join(MemberReport report) {
    topics.addPattern(report.pattern(), report.visible());
    ConsumerMember member = new ConsumerMember(report.identity());
    add(member);
    statics.add(member);
    return member;
  }

  /** A static member comes back, under a new id, once the old one has said that it goes. */
  private ConsumerMember rejoin(ConsumerMember old, MemberReport report) {
    StaticMembers.checkReleased(old, report.identity().id());
    ConsumerMember member = new ConsumerMember(report.identity());
    member.subscribe(old.subscription());
    member.take(new ReconciliationStep(old.state(), 0, old.assigned(), PartitionSet.EMPTY));
    replace(old, member);
    reconciliation.hold(member, member.assigned(), 0);
    statics.add(member);
    return member;
  }

  /** Whether it subscribes to something else than before. */
  private boolean update(ConsumerMember member, MemberReport report) {
    Subscription before = member.subscription();
    Subscription now =
        before.with(
            report.names(), report.pattern(), report.assignor(), report.rebalanceTimeoutMillis());
    topics.addPattern(now.pattern(), report.visible());
    member.subscribe(now);
    return !now.wantsTheSameAs(before);
  }

  private Map<String, PartitionSet> newTargets() {
    List<MemberSubscription> subscriptions = new ArrayList<>();
    for (ConsumerMember member : members()) {
      subscriptions.add(topics.subscription(member, target(member.id())));
    }
    return Assignors.vote(members()).assign(subscriptions, topics.current());
  }

  private void reconcile(ConsumerMember member, PartitionSet owned) {
    reconciliation.proceed(member, targetEpoch(), target(member.id()), owned);
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
    save();
    if (reconciliation.isDone(member, targetEpoch(), target(member.id()))) {
      return ErrorCode.NONE;
    }
    if (!member.isLimited()) {
      reconciliation.limit(member);
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
    reconciliation.hold(member, reads, epoch);
    statics.add(member);
    heard(member, member.classic().sessionTimeoutMillis());
  }

  @Override
  protected ConsumerMember newMember(MemberIdentity identity) {
    return new ConsumerMember(identity);
  }

  @Override
  protected void describe(Fields fields) {
    topics.describe(fields);
  }

  @Override
  protected void restore(Fields fields) {
    topics.restore(fields);
  }

  @Override
  protected Fields describe(ConsumerMember member) {
    return ConsumerMemberFields.of(member, target(member.id()), reconciliation.heldSince(member));
  }

  @Override
  protected void restore(ConsumerMember member, Fields fields) {
    ConsumerMemberFields.restore(member, fields);
    PartitionSet target = ConsumerMemberFields.target(fields);
    if (target != null) {
      target(member.id(), target);
    }
    ConsumerMemberFields.heldSince(fields)
        .forEach((epoch, held) -> reconciliation.hold(member, held, epoch));
    statics.add(member);
    boolean classic = member.classic() != null;
    heard(
        member,
        classic
            ? member.classic().sessionTimeoutMillis()
            : options.times().sessionTimeoutMillis(id()));
    if (member.state() == ReconciliationState.UNREVOKED) {
      reconciliation.limit(member);
    }
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
    reconciliation.release(member);
    statics.remove(member);
  }

  @Override
  public ErrorCode leave(String memberId, String instanceId) {
    ConsumerMember there = instanceId == null ? null : statics.get(instanceId);
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
        instanceId == null ? known(memberId) : statics.known(memberId, instanceId);
    if (!willBeBack) {
      remove(member);
      return;
    }
    reconciliation.release(member);
    member.take(
        new ReconciliationStep(member.state(), AWAY, member.assigned(), PartitionSet.EMPTY));
    reconciliation.hold(member, member.assigned(), 0);
    member.endRebalance();
    touch(member);
  }

  @Override
  public ErrorCode mayCommit(MemberClaim claim) {
    return claim.generation() < 0 && isEmpty() ? ErrorCode.NONE : offsets.mayCommit(claim);
  }

  @Override
  public ErrorCode mayCommitTo(MemberClaim claim, UUID topicId, int partition) {
    return offsets.mayCommitTo(claim, topicId, partition);
  }

  @Override
  public ErrorCode mayFetch(String memberId, int memberEpoch) {
    return offsets.mayFetch(memberId, memberEpoch);
  }
}
