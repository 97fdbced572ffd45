package io.motet.kafka.group;

import io.motet.broker.group.GroupReader;
import io.motet.broker.shard.Shard;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.wire.Defaults;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A group whose members' clients decide who reads what: all join, one of them (the leader) assigns,
 * all are told. Whenever members come, go or change their minds, it starts over with a new
 * generation. Pure logic; on the groups' thread only.
 */
final class ClassicGroup implements JoinableGroup {
  private static final String NO_LEADER = "";

  private final String id;
  private final GroupOptions options;
  private final GroupTimers timers;
  private final Supplier<String> chance;
  private final GroupMembers members = new GroupMembers();

  private final PromisedIds promised;

  private GroupState state = GroupState.EMPTY;
  private int generation;
  private String protocolType;
  private String protocolName;
  private String leaderId = NO_LEADER;
  private boolean waitingForFirst;
  private Shard.Timer rebalanceTimer = () -> {};

  /**
   * @param chance makes the unguessable part of member ids
   */
  ClassicGroup(String id, GroupOptions options, GroupTimers timers, Supplier<String> chance) {
    this.id = id;
    this.options = options;
    this.timers = timers;
    this.promised = new PromisedIds(timers);
    this.chance = chance;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public GroupType type() {
    return GroupType.CLASSIC;
  }

  GroupState state() {
    return state;
  }

  @Override
  public String stateTitle() {
    return state.title();
  }

  /** Empty as long as nobody has joined. */
  @Override
  public String protocolType() {
    return protocolType == null ? "" : protocolType;
  }

  @Override
  public boolean isEmpty() {
    return state == GroupState.EMPTY;
  }

  /** What members subscribe to is theirs to know: all may be read as long as there are any. */
  @Override
  public String assignorName() {
    return protocolName() == null ? "" : protocolName();
  }

  @Override
  public List<GroupReader> readers(Topics topics) {
    List<GroupReader> readers = new ArrayList<>();
    for (GroupMember member : members()) {
      readers.add(
          new GroupReader(
              member.id(),
              member.instanceId(),
              member.request().clientId(),
              member.request().clientHost(),
              protocolName() == null
                  ? Map.of()
                  : ConsumerAssignments.decode(protocolType(), member.assignment())));
    }
    return readers;
  }

  @Override
  public boolean isSubscribedTo(String topic) {
    return !members.isEmpty();
  }

  /** Null unless it is stable. */
  String protocolName() {
    return state == GroupState.STABLE ? protocolName : null;
  }

  Collection<GroupMember> members() {
    return members.all();
  }

  /** For a group of another type that takes its place. Nothing changes by asking. */
  HandOver handOver() {
    List<HandOver.Member> left = new ArrayList<>();
    for (GroupMember member : members.all()) {
      left.add(new HandOver.Member(member.id(), member.request(), member.assignment()));
    }
    return new HandOver(generation, protocolName, left);
  }

  /** Its members are another group's now; who waits for an answer is to join again. */
  void handedOver() {
    kill();
    rebalanceTimer.cancel();
    members.all().forEach(member -> member.left(ErrorCode.REBALANCE_IN_PROGRESS));
  }

  /** No call is answered with anything but an error from now on. */
  @Override
  public void kill() {
    state = GroupState.DEAD;
  }

  @Override
  public void join(JoinRequest request, Consumer<JoinResult> callback) {
    ErrorCode wrong = check(request);
    if (wrong != ErrorCode.NONE) {
      callback.accept(JoinResult.failed(wrong, request.memberId()));
    } else if (request.memberId().isEmpty()) {
      joinNew(request, callback);
    } else {
      joinKnown(request, callback);
    }
  }

  private ErrorCode check(JoinRequest request) {
    if (state == GroupState.DEAD) {
      return ErrorCode.COORDINATOR_NOT_AVAILABLE;
    }
    if (!options.allowsSession(request.sessionTimeoutMillis())) {
      return ErrorCode.INVALID_SESSION_TIMEOUT;
    }
    if (!members.fits(request, protocolType)) {
      return ErrorCode.INCONSISTENT_GROUP_PROTOCOL;
    }
    boolean isNew = members.get(request.memberId()) == null;
    return isNew && members.size() >= options.maxSize()
        ? ErrorCode.GROUP_MAX_SIZE_REACHED
        : ErrorCode.NONE;
  }

  private void joinNew(JoinRequest request, Consumer<JoinResult> callback) {
    String prefix = request.instanceId() == null ? request.clientId() : request.instanceId();
    String memberId = prefix + "-" + chance.get();
    String replaced = members.idOf(request.instanceId());
    if (replaced != null) {
      replaceStatic(members.get(replaced), memberId, request, callback);
    } else if (request.instanceId() == null && request.memberIdRequired()) {
      promised.add(memberId, request.sessionTimeoutMillis(), this::completeJoinIfAll);
      callback.accept(JoinResult.failed(ErrorCode.MEMBER_ID_REQUIRED, memberId));
    } else {
      add(memberId, request, callback);
    }
  }

  private void joinKnown(JoinRequest request, Consumer<JoinResult> callback) {
    String memberId = request.memberId();
    if (promised.take(memberId)) {
      add(memberId, request, callback);
      return;
    }
    ErrorCode wrong = members.check(memberId, request.instanceId());
    if (wrong != ErrorCode.NONE) {
      callback.accept(JoinResult.failed(wrong, memberId));
      return;
    }
    GroupMember member = members.get(memberId);
    boolean unchanged = member.hasProtocols(request.protocols());
    boolean knowsAll =
        (state == GroupState.COMPLETING_REBALANCE && unchanged)
            || (state == GroupState.STABLE && unchanged && !memberId.equals(leaderId));
    if (knowsAll) {
      callback.accept(current(member, false));
      heard(member);
      return;
    }
    awaitOthers(member, request, callback);
  }

  private void awaitOthers(GroupMember member, JoinRequest request, Consumer<JoinResult> callback) {
    member.awaitJoin(request, callback);
    if (state == GroupState.PREPARING_REBALANCE) {
      completeJoinIfAll();
    } else {
      prepareRebalance();
    }
  }

  private void add(String memberId, JoinRequest request, Consumer<JoinResult> callback) {
    protocolType = request.protocolType();
    GroupMember member = new GroupMember(memberId, request);
    members.add(member);
    awaitOthers(member, request, callback);
  }

  /** A static member has come back: it takes its own place, and nobody else need know. */
  private void replaceStatic(
      GroupMember old, String newId, JoinRequest request, Consumer<JoinResult> callback) {
    boolean unchanged = old.hasProtocols(request.protocols());
    String oldLeader = leaderId;
    members.remove(old);
    old.left(ErrorCode.FENCED_INSTANCE_ID);
    GroupMember member = new GroupMember(newId, request);
    member.assign(old.assignment());
    members.add(member);
    if (old.id().equals(leaderId)) {
      leaderId = newId;
    }
    if (state == GroupState.STABLE && unchanged) {
      JoinResult result = current(member, request.canSkipAssignment());
      callback.accept(request.canSkipAssignment() ? result : result.asFollowerOf(oldLeader));
      heard(member);
      return;
    }
    awaitOthers(member, request, callback);
  }

  private JoinResult current(GroupMember member, boolean skipAssignment) {
    boolean leads = member.id().equals(leaderId);
    return new JoinResult(
        ErrorCode.NONE,
        generation,
        protocolType,
        protocolName,
        leaderId,
        member.id(),
        leads ? members.joined(protocolName) : List.of(),
        leads && skipAssignment);
  }

  private void prepareRebalance() {
    for (GroupMember member : members.all()) {
      member.answerSync(SyncResult.failed(ErrorCode.REBALANCE_IN_PROGRESS));
      member.assign(Defaults.NO_BYTES);
    }
    waitingForFirst = state == GroupState.EMPTY && options.initialDelayMillis() > 0;
    state = GroupState.PREPARING_REBALANCE;
    rebalanceTimer.cancel();
    int delay = waitingForFirst ? options.initialDelayMillis() : members.longestRebalanceMillis();
    rebalanceTimer = timers.schedule(delay, this::joinTimeIsUp);
    if (!waitingForFirst) {
      completeJoinIfAll();
    }
  }

  private void joinTimeIsUp() {
    waitingForFirst = false;
    if (state == GroupState.PREPARING_REBALANCE) {
      completeJoin();
    }
  }

  private void completeJoinIfAll() {
    boolean complete = members.allJoined() && promised.isEmpty();
    if (state == GroupState.PREPARING_REBALANCE && complete && !waitingForFirst) {
      completeJoin();
    }
  }

  /** Begins the next generation with those who have joined. Static members may be late. */
  private void completeJoin() {
    rebalanceTimer.cancel();
    for (GroupMember member : new ArrayList<>(members.all())) {
      if (!member.awaitsJoin() && member.instanceId() == null) {
        members.remove(member);
        member.left(ErrorCode.UNKNOWN_MEMBER_ID);
      }
    }
    generation++;
    if (members.isEmpty()) {
      becomeEmpty();
      return;
    }
    protocolName = members.vote();
    if (members.get(leaderId) == null || !members.get(leaderId).awaitsJoin()) {
      leaderId = firstJoined();
    }
    state = GroupState.COMPLETING_REBALANCE;
    for (GroupMember member : new ArrayList<>(members.all())) {
      member.answerJoin(current(member, false));
      heard(member);
    }
    int wait = Math.max(1, members.longestRebalanceMillis());
    int expected = generation;
    rebalanceTimer = timers.schedule(wait, () -> syncTimeIsUp(expected));
  }

  private String firstJoined() {
    for (GroupMember member : members.all()) {
      if (member.awaitsJoin()) {
        return member.id();
      }
    }
    return members.all().iterator().next().id();
  }

  private void becomeEmpty() {
    state = GroupState.EMPTY;
    protocolName = null;
    leaderId = NO_LEADER;
  }

  private void syncTimeIsUp(int expectedGeneration) {
    if (state != GroupState.COMPLETING_REBALANCE || generation != expectedGeneration) {
      return;
    }
    for (GroupMember member : new ArrayList<>(members.all())) {
      if (!member.awaitsSync()) {
        members.remove(member);
        member.left(ErrorCode.UNKNOWN_MEMBER_ID);
      }
    }
    prepareRebalance();
  }

  @Override
  public void sync(
      MemberClaim claim,
      String wantedType,
      String wantedProtocol,
      Map<String, byte[]> assignments,
      Consumer<SyncResult> callback) {
    ErrorCode wrong = check(claim);
    boolean otherProtocol =
        (wantedType != null && !wantedType.equals(protocolType))
            || (wantedProtocol != null && !wantedProtocol.equals(protocolName));
    if (wrong == ErrorCode.NONE && otherProtocol) {
      wrong = ErrorCode.INCONSISTENT_GROUP_PROTOCOL;
    }
    if (wrong == ErrorCode.NONE && state == GroupState.PREPARING_REBALANCE) {
      wrong = ErrorCode.REBALANCE_IN_PROGRESS;
    }
    if (wrong != ErrorCode.NONE) {
      callback.accept(SyncResult.failed(wrong));
      return;
    }
    GroupMember member = members.get(claim.memberId());
    heard(member);
    if (state == GroupState.STABLE) {
      callback.accept(synced(member));
      return;
    }
    member.awaitSync(callback);
    if (member.id().equals(leaderId)) {
      assign(assignments);
    }
  }

  private void assign(Map<String, byte[]> assignments) {
    rebalanceTimer.cancel();
    state = GroupState.STABLE;
    for (GroupMember member : new ArrayList<>(members.all())) {
      member.assign(assignments.getOrDefault(member.id(), Defaults.NO_BYTES));
      member.answerSync(synced(member));
    }
  }

  private SyncResult synced(GroupMember member) {
    return new SyncResult(ErrorCode.NONE, protocolType, protocolName, member.assignment());
  }

  @Override
  public ErrorCode heartbeat(MemberClaim claim) {
    ErrorCode wrong = check(claim);
    if (wrong != ErrorCode.NONE) {
      return wrong;
    }
    heard(members.get(claim.memberId()));
    return state == GroupState.PREPARING_REBALANCE
        ? ErrorCode.REBALANCE_IN_PROGRESS
        : ErrorCode.NONE;
  }

  @Override
  public ErrorCode mayCommit(MemberClaim claim) {
    if (state == GroupState.DEAD) {
      return ErrorCode.COORDINATOR_NOT_AVAILABLE;
    }
    if (claim.generation() < 0 && members.isEmpty()) {
      return ErrorCode.NONE;
    }
    ErrorCode wrong = check(claim);
    if (wrong != ErrorCode.NONE) {
      return wrong;
    }
    if (state == GroupState.COMPLETING_REBALANCE) {
      return ErrorCode.REBALANCE_IN_PROGRESS;
    }
    heard(members.get(claim.memberId()));
    return ErrorCode.NONE;
  }

  private ErrorCode check(MemberClaim claim) {
    if (state == GroupState.DEAD) {
      return ErrorCode.COORDINATOR_NOT_AVAILABLE;
    }
    ErrorCode wrong = members.check(claim.memberId(), claim.instanceId());
    if (wrong != ErrorCode.NONE) {
      return wrong;
    }
    return claim.generation() == generation ? ErrorCode.NONE : ErrorCode.ILLEGAL_GENERATION;
  }

  @Override
  public ErrorCode leave(String memberId, String instanceId) {
    if (promised.take(memberId)) {
      completeJoinIfAll();
      return ErrorCode.NONE;
    }
    String known = members.idOf(instanceId);
    String leaving = memberId.isEmpty() && known != null ? known : memberId;
    ErrorCode wrong = members.check(leaving, instanceId);
    if (wrong == ErrorCode.NONE) {
      remove(members.get(leaving));
    }
    return wrong;
  }

  private void heard(GroupMember member) {
    member.heard(timers, () -> expired(member));
  }

  /** One that waits for others to join is as alive as its connection. */
  private void expired(GroupMember member) {
    if (!member.awaitsJoin() && members.get(member.id()) == member) {
      remove(member);
    }
  }

  private void remove(GroupMember member) {
    members.remove(member);
    member.left(ErrorCode.UNKNOWN_MEMBER_ID);
    if (state == GroupState.STABLE || state == GroupState.COMPLETING_REBALANCE) {
      prepareRebalance();
    } else {
      completeJoinIfAll();
    }
  }
}
