package io.motet.kafka.group.streams;

import io.motet.broker.metadata.Fields;
import io.motet.broker.topic.Topic;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.group.GroupType;
import io.motet.kafka.group.MemberClaim;
import io.motet.kafka.group.modern.MemberIdentity;
import io.motet.kafka.group.modern.ModernGroup;
import io.motet.kafka.group.modern.ModernGroupServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The members of a Streams application, which all run the same topology. As long as its topics are
 * not all there, nobody has tasks. On the groups' thread only.
 */
final class StreamsGroup extends ModernGroup<StreamsMember, Tasks> {
  private static final String KIND = "streams group";
  private static final String NOT_READY = "NotReady";

  private final ModernGroupServices services;
  private final StreamsGroupOptions options;

  private final GroupTopology topology;
  private String shutdownRequestedBy;
  private int endpointEpoch;

  StreamsGroup(String id, int epoch, ModernGroupServices services, StreamsGroupOptions options) {
    super(id, GroupType.STREAMS, services, epoch);
    this.services = services;
    this.options = options;
    this.topology = new GroupTopology(services.topics());
  }

  @Override
  public String protocolType() {
    return "streams";
  }

  @Override
  public String stateTitle() {
    return isEmpty() || plan().isReady() ? super.stateTitle() : NOT_READY;
  }

  @Override
  public boolean isSubscribedTo(String topic) {
    return !isEmpty() && topology.reads(topic);
  }

  /** Null until the first member has come. */
  Topology topology() {
    return topology.current();
  }

  /** The topology with the numbers of partitions that were decided. */
  TopologyPlan plan() {
    return topology.plan();
  }

  /** Grows whenever a member that can be queried has other tasks. */
  int endpointEpoch() {
    return endpointEpoch;
  }

  /**
   * A member joins or says that it is alive.
   *
   * @throws GroupException when it is refused
   */
  StreamsOrders heartbeat(StreamsReport report) {
    checkTopology(report.topology());
    boolean isNew = member(report.identity().id()) == null;
    StreamsMember member = memberOf(report);
    StreamsProfile profile = member.profile().with(report.profile());
    boolean changed = isNew || !profile.equals(member.profile());
    member.describeItself(profile);
    if (replan(report.topology()) || changed) {
      bumpEpoch();
    }
    if (needsTargets()) {
      retarget(newTargets());
    }
    Tasks before = member.assigned();
    reconcile(member, report.owned());
    heard(member, options.times().sessionTimeoutMillis(id()));
    if (report.shutdown() && shutdownRequestedBy == null) {
      shutdownRequestedBy = member.id();
    }
    boolean tell = report.epoch() == 0 || !member.assigned().equals(before);
    if (tell && profile.endpoint() != null) {
      endpointEpoch++;
    }
    return new StreamsOrders(
        member.id(),
        member.epoch(),
        tell ? member.assigned() : null,
        notices(member),
        plan().topicsToCreate(),
        report.endpointEpoch() != endpointEpoch);
  }

  private void checkTopology(Topology said) {
    if (!isEmpty() && topology.isUpdatedBy(said)) {
      throw new GroupException(
          ErrorCode.INVALID_REQUEST, "Topology updates are not supported yet.");
    }
  }

  private StreamsMember memberOf(StreamsReport report) {
    StreamsMember there = member(report.identity().id());
    if (there == null && report.epoch() == 0) {
      if (members().size() >= options.maxSize()) {
        throw new GroupException(
            ErrorCode.GROUP_MAX_SIZE_REACHED,
            "The streams group has reached its maximum capacity of "
                + options.maxSize()
                + " members.");
      }
      StreamsMember member = new StreamsMember(report.identity());
      add(member);
      return member;
    }
    StreamsMember member = known(report.identity().id());
    Tasks owned = report.owned();
    boolean missedAnswer = owned != null && member.assigned().containsAll(owned);
    checkEpoch(member, report.epoch(), missedAnswer, KIND);
    return member;
  }

  private boolean replan(Topology said) {
    if (said == null && topology() == null) {
      throw new GroupException(
          ErrorCode.UNKNOWN_MEMBER_ID, "The members of group " + id() + " must join again.");
    }
    return topology.replan(said, members().size() == 1);
  }

  private Map<String, Tasks> newTargets() {
    List<MemberTasks> all = new ArrayList<>();
    for (StreamsMember member : members()) {
      Tasks target = target(member.id());
      all.add(
          new MemberTasks(
              member.id(), member.profile().processId(), target == null ? Tasks.NONE : target));
    }
    return StickyTaskAssignor.assign(
        all,
        topology.tasks(),
        subtopology -> topology().subtopology(subtopology).isStateful(),
        options.standbyReplicas().applyAsInt(id()));
  }

  @Override
  protected StreamsMember newMember(MemberIdentity identity) {
    return new StreamsMember(identity);
  }

  @Override
  protected void describe(Fields fields) {
    topology.describe(fields);
  }

  @Override
  protected void restore(Fields fields) {
    topology.restore(fields);
  }

  @Override
  protected Fields describe(StreamsMember member) {
    return StreamsMemberFields.of(member, target(member.id()));
  }

  @Override
  protected void restore(StreamsMember member, Fields fields) {
    StreamsMemberFields.restore(member, fields);
    Tasks target = StreamsMemberFields.target(fields);
    if (target != null) {
      target(member.id(), target);
    }
    heard(member, options.times().sessionTimeoutMillis(id()));
    if (member.step().state() == TaskStep.State.UNREVOKED) {
      limitRebalance(member);
    }
  }

  private void reconcile(StreamsMember member, Tasks owned) {
    Tasks target = target(member.id());
    TaskStep before = member.step();
    TaskStep after =
        before.next(
            targetEpoch(),
            target == null ? Tasks.NONE : target,
            (role, task) -> isTaken(role, task, member),
            owned);
    if (after.equals(before)) {
      return;
    }
    member.take(after);
    if (after.state() == TaskStep.State.UNREVOKED) {
      limitRebalance(member);
    } else {
      member.endRebalance();
    }
  }

  /** A task is active once; and no process has it twice, as its state has one directory there. */
  private boolean isTaken(Tasks.Role role, TaskId task, StreamsMember wanting) {
    for (StreamsMember other : members()) {
      if (other != wanting) {
        Tasks held = other.held();
        boolean here = other.profile().processId().equals(wanting.profile().processId());
        boolean active = held.active().contains(task) && (here || role == Tasks.Role.ACTIVE);
        if (active || (here && held.standby().contains(task))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whoever does not give up its tasks in time is taken out. */
  private void limitRebalance(StreamsMember member) {
    int epoch = member.epoch();
    member.rebalance(
        timers()
            .schedule(
                member.profile().rebalanceTimeoutMillis(),
                () -> {
                  if (member(member.id()) == member && member.epoch() == epoch) {
                    sessionEnded(member);
                  }
                }));
  }

  private List<TopologyStatus.Notice> notices(StreamsMember member) {
    List<TopologyStatus.Notice> notices = new ArrayList<>();
    int theirs = member.profile().topologyEpoch();
    if (theirs < topology().epoch()) {
      notices.add(
          TopologyStatus.STALE_TOPOLOGY.notice(
              "The member's topology epoch "
                  + theirs
                  + " is behind the group's topology epoch "
                  + topology().epoch()
                  + "."));
    }
    if (plan().problem() != null) {
      notices.add(plan().problem());
    }
    if (shutdownRequestedBy != null) {
      notices.add(
          TopologyStatus.SHUTDOWN_APPLICATION.notice(
              "Streams group member "
                  + shutdownRequestedBy
                  + " encountered a fatal error and requested a shutdown for the entire"
                  + " application."));
    }
    return notices;
  }

  /**
   * A member goes.
   *
   * @param shutdown whether it wants all others to go too
   * @throws GroupException when there is no such member
   */
  void leave(String memberId, boolean shutdown) {
    StreamsMember member = known(memberId);
    if (shutdown) {
      shutdownRequestedBy = memberId;
    }
    remove(member);
  }

  @Override
  protected void removed(StreamsMember member) {
    if (isEmpty()) {
      shutdownRequestedBy = null;
    }
  }

  @Override
  public boolean needsEpochs(String memberId) {
    return true;
  }

  @Override
  public ErrorCode mayCommit(MemberClaim claim) {
    if (claim.generation() < 0 && isEmpty()) {
      return ErrorCode.NONE;
    }
    StreamsMember member = member(claim.memberId());
    if (member == null) {
      return ErrorCode.UNKNOWN_MEMBER_ID;
    }
    return claim.generation() > member.epoch() ? ErrorCode.STALE_MEMBER_EPOCH : ErrorCode.NONE;
  }

  /** An older epoch is good for a partition whose task the member has run since then. */
  @Override
  public ErrorCode mayCommitTo(MemberClaim claim, UUID topicId, int partition) {
    StreamsMember member = member(claim.memberId());
    if (member == null || claim.generation() == member.epoch()) {
      return ErrorCode.NONE;
    }
    Topic topic = services.topics().topics().topic(topicId);
    boolean ran =
        topic != null
            && topology.readers(topic.name(), partition).stream()
                .anyMatch(task -> member.hasRunSince(task, claim.generation()));
    return ran ? ErrorCode.NONE : ErrorCode.STALE_MEMBER_EPOCH;
  }

  @Override
  public ErrorCode mayFetch(String memberId, int memberEpoch) {
    if (memberId == null && memberEpoch < 0) {
      return ErrorCode.NONE;
    }
    StreamsMember member = member(memberId);
    if (member == null) {
      return ErrorCode.UNKNOWN_MEMBER_ID;
    }
    return memberEpoch == member.epoch() ? ErrorCode.NONE : ErrorCode.STALE_MEMBER_EPOCH;
  }
}
