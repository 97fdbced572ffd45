package io.motet.kafka.group;

import io.motet.broker.group.GroupReader;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A group whose members' clients decide who reads what: all join, one of them (the leader) assigns,
 * all are told. Whenever members come, go or change their minds, it starts over with a new
 * generation. Pure logic; on the groups' thread only.
 */
final class ClassicGroup implements JoinableGroup {
  private final String id;
  private final GroupOptions options;
  private final GroupTimers timers;
  private final Supplier<String> chance;
  private final GroupMembers members = new GroupMembers();
  private final PromisedIds promised;
  private final ClassicRebalance rebalance;

  /**
   * @param chance makes the unguessable part of member ids
   */
  ClassicGroup(
      String id, GroupOptions options, GroupTimers timers, GroupLog log, Supplier<String> chance) {
    this.id = id;
    this.options = options;
    this.timers = timers;
    this.chance = chance;
    this.promised = new PromisedIds(timers);
    this.rebalance =
        new ClassicRebalance(
            members,
            promised,
            timers,
            options.initialDelayMillis(),
            new DurableClassicGroup(id, log),
            this::heard);
  }

  /** Takes up what an earlier process had: all members have full sessions from now on. */
  void revive(SavedGroup saved) {
    rebalance.restore(saved);
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
    return rebalance.state();
  }

  @Override
  public String stateTitle() {
    return state().title();
  }

  /** Empty as long as nobody has joined. */
  @Override
  public String protocolType() {
    String type = rebalance.generation().protocolType();
    return type == null ? "" : type;
  }

  @Override
  public boolean isEmpty() {
    return state() == GroupState.EMPTY;
  }

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
              protocolName() == null ? Map.of() : partitions(member)));
    }
    return readers;
  }

  private Map<String, List<Integer>> partitions(GroupMember member) {
    Map<String, List<Integer>> byTopic = new TreeMap<>();
    if (isOfConsumers()) {
      EmbeddedProtocol.assignedPartitions(member.assignment())
          .forEach((topic, some) -> byTopic.put(topic, Arrays.stream(some).boxed().toList()));
    }
    return byTopic;
  }

  private boolean isOfConsumers() {
    return protocolType().equals(EmbeddedProtocol.CONSUMERS);
  }

  /** What consumers say to each other is read; where that says nothing, all may be read. */
  @Override
  public boolean isSubscribedTo(String topic) {
    if (members.isEmpty() || !isOfConsumers()) {
      return false;
    }
    Set<String> topics = subscribedTopics();
    return topics == null || topics.contains(topic);
  }

  /** Null when that is not known. */
  private Set<String> subscribedTopics() {
    String protocol = rebalance.generation().protocolName();
    Set<String> all = new HashSet<>();
    for (GroupMember member : members.all()) {
      byte[] metadata = protocol == null ? null : member.request().protocols().get(protocol);
      EmbeddedProtocol.Subscribed wants =
          metadata == null ? null : EmbeddedProtocol.subscription(metadata);
      if (wants == null) {
        return null;
      }
      all.addAll(wants.topics());
    }
    return all;
  }

  @Override
  public long keptSinceMillis(CommittedOffset offset) {
    if (protocolType().isEmpty()) {
      // Nobody has ever joined: somebody keeps offsets here, and reads by assignments of its own.
      return offset.committedAtMillis();
    }
    if (isEmpty()) {
      return rebalance.emptySinceMillis();
    }
    boolean knowsTopics = isOfConsumers() && subscribedTopics() != null;
    return knowsTopics && state() == GroupState.STABLE ? offset.committedAtMillis() : IN_USE;
  }

  /** Null unless it is stable. */
  String protocolName() {
    return state() == GroupState.STABLE ? rebalance.generation().protocolName() : null;
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
    Generation generation = rebalance.generation();
    return new HandOver(generation.number(), generation.protocolName(), left);
  }

  /** Its members are another group's now; who waits for an answer is to join again. */
  void handedOver() {
    kill();
    members.all().forEach(member -> member.left(ErrorCode.REBALANCE_IN_PROGRESS));
  }

  /** No call is answered with anything but an error from now on. */
  @Override
  public void kill() {
    rebalance.kill();
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
    if (state() == GroupState.DEAD) {
      return ErrorCode.COORDINATOR_NOT_AVAILABLE;
    }
    if (!options.allowsSession(request.sessionTimeoutMillis())) {
      return ErrorCode.INVALID_SESSION_TIMEOUT;
    }
    if (!members.fits(request, rebalance.generation().protocolType())) {
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
      promised.add(memberId, request.sessionTimeoutMillis(), rebalance::completeJoinIfAll);
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
    boolean leads = memberId.equals(rebalance.generation().leaderId());
    boolean knowsAll =
        (state() == GroupState.COMPLETING_REBALANCE && unchanged)
            || (state() == GroupState.STABLE && unchanged && !leads);
    if (knowsAll) {
      callback.accept(rebalance.result(member, false));
      heard(member);
      return;
    }
    member.awaitJoin(request, callback);
    rebalance.joined();
  }

  private void add(String memberId, JoinRequest request, Consumer<JoinResult> callback) {
    rebalance.protocolType(request.protocolType());
    GroupMember member = new GroupMember(memberId, request);
    members.add(member);
    member.awaitJoin(request, callback);
    rebalance.joined();
  }

  /** A static member has come back: it takes its own place, and nobody else need know. */
  private void replaceStatic(
      GroupMember old, String newId, JoinRequest request, Consumer<JoinResult> callback) {
    String oldLeader = rebalance.generation().leaderId();
    members.remove(old);
    old.left(ErrorCode.FENCED_INSTANCE_ID);
    GroupMember member = new GroupMember(newId, request);
    member.assign(old.assignment());
    members.add(member);
    rebalance.replaced(old.id(), newId);
    if (!rebalance.isSettled()) {
      member.awaitJoin(request, callback);
      rebalance.joined();
      return;
    }
    heard(member);
    JoinResult current = rebalance.result(member, request.canSkipAssignment());
    JoinResult result = request.canSkipAssignment() ? current : current.asFollowerOf(oldLeader);
    rebalance
        .save()
        .whenComplete(
            (done, failure) ->
                callback.accept(
                    failure == null
                        ? result
                        : JoinResult.failed(ErrorCode.COORDINATOR_NOT_AVAILABLE, "")));
  }

  @Override
  public void sync(
      MemberClaim claim,
      String wantedType,
      String wantedProtocol,
      Map<String, byte[]> assignments,
      Consumer<SyncResult> callback) {
    ErrorCode wrong = check(claim);
    Generation generation = rebalance.generation();
    boolean otherProtocol =
        (wantedType != null && !wantedType.equals(generation.protocolType()))
            || (wantedProtocol != null && !wantedProtocol.equals(generation.protocolName()));
    if (wrong == ErrorCode.NONE && otherProtocol) {
      wrong = ErrorCode.INCONSISTENT_GROUP_PROTOCOL;
    }
    if (wrong == ErrorCode.NONE && state() == GroupState.PREPARING_REBALANCE) {
      wrong = ErrorCode.REBALANCE_IN_PROGRESS;
    }
    if (wrong != ErrorCode.NONE) {
      callback.accept(SyncResult.failed(wrong));
      return;
    }
    GroupMember member = members.get(claim.memberId());
    heard(member);
    member.awaitSync(callback);
    rebalance.sync(member, assignments);
  }

  @Override
  public ErrorCode heartbeat(MemberClaim claim) {
    ErrorCode wrong = check(claim);
    if (wrong != ErrorCode.NONE) {
      return wrong;
    }
    heard(members.get(claim.memberId()));
    return state() == GroupState.PREPARING_REBALANCE
        ? ErrorCode.REBALANCE_IN_PROGRESS
        : ErrorCode.NONE;
  }

  @Override
  public ErrorCode mayCommit(MemberClaim claim) {
    if (state() == GroupState.DEAD) {
      return ErrorCode.COORDINATOR_NOT_AVAILABLE;
    }
    if (claim.generation() < 0 && members.isEmpty()) {
      return ErrorCode.NONE;
    }
    ErrorCode wrong = check(claim);
    if (wrong != ErrorCode.NONE) {
      return wrong;
    }
    if (state() == GroupState.COMPLETING_REBALANCE) {
      return ErrorCode.REBALANCE_IN_PROGRESS;
    }
    heard(members.get(claim.memberId()));
    return ErrorCode.NONE;
  }

  private ErrorCode check(MemberClaim claim) {
    if (state() == GroupState.DEAD) {
      return ErrorCode.COORDINATOR_NOT_AVAILABLE;
    }
    ErrorCode wrong = members.check(claim.memberId(), claim.instanceId());
    if (wrong != ErrorCode.NONE) {
      return wrong;
    }
    return claim.generation() == rebalance.generation().number()
        ? ErrorCode.NONE
        : ErrorCode.ILLEGAL_GENERATION;
  }

  @Override
  public ErrorCode leave(String memberId, String instanceId) {
    if (promised.take(memberId)) {
      rebalance.completeJoinIfAll();
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
    rebalance.left();
  }
}
