package io.motet.kafka.group;

import io.motet.broker.shard.Shard;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.wire.Defaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Leads a classic group from one generation to the next: all join, the leader assigns, all are told
 * when that is durable. On the groups' thread only.
 */
final class ClassicRebalance {
  private final GroupMembers members;
  private final PromisedIds promised;
  private final GroupTimers timers;
  private final int initialDelayMillis;
  private final DurableClassicGroup durable;
  private final Consumer<GroupMember> heard;

  private GroupState state = GroupState.EMPTY;
  private Generation generation = Generation.NONE;
  private CompletableFuture<Void> saved = CompletableFuture.completedFuture(null);
  private long emptySinceMillis;
  private boolean waitingForFirst;
  private Shard.Timer timer = () -> {};

  /**
   * @param promised newcomers that all wait for
   * @param heard called with members whose session begins anew
   */
  ClassicRebalance(
      GroupMembers members,
      PromisedIds promised,
      GroupTimers timers,
      int initialDelayMillis,
      DurableClassicGroup durable,
      Consumer<GroupMember> heard) {
    this.members = members;
    this.promised = promised;
    this.timers = timers;
    this.initialDelayMillis = initialDelayMillis;
    this.durable = durable;
    this.heard = heard;
  }

  GroupState state() {
    return state;
  }

  Generation generation() {
    return generation;
  }

  /** When its last member has gone. */
  long emptySinceMillis() {
    return emptySinceMillis;
  }

  /** The first member brings the type. */
  void protocolType(String type) {
    generation = generation.withType(type);
  }

  /** It was in the middle of this generation when an earlier process ended. */
  void restore(SavedGroup group) {
    generation = durable.restore(group);
    emptySinceMillis = DurableClassicGroup.emptySinceMillis(group);
    for (GroupMember member : DurableClassicGroup.members(group)) {
      members.add(member);
      heard.accept(member);
    }
    state = members.isEmpty() ? GroupState.EMPTY : GroupState.STABLE;
  }

  /** Nothing happens any more. */
  void kill() {
    state = GroupState.DEAD;
    timer.cancel();
  }

  /** A member of that generation, or a new one, has joined or has more to say than before. */
  void joined() {
    if (state == GroupState.PREPARING_REBALANCE) {
      completeJoinIfAll();
    } else {
      prepare();
    }
  }

  /** A member has gone. */
  void left() {
    if (state == GroupState.STABLE || state == GroupState.COMPLETING_REBALANCE) {
      prepare();
    } else {
      completeJoinIfAll();
    }
  }

  private void prepare() {
    for (GroupMember member : members.all()) {
      member.answerSync(SyncResult.failed(ErrorCode.REBALANCE_IN_PROGRESS));
      member.assign(Defaults.NO_BYTES);
    }
    waitingForFirst = state == GroupState.EMPTY && initialDelayMillis > 0;
    state = GroupState.PREPARING_REBALANCE;
    timer.cancel();
    int delay = waitingForFirst ? initialDelayMillis : members.longestRebalanceMillis();
    timer = timers.schedule(delay, this::joinTimeIsUp);
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

  /** Goes on when nobody has to be waited for any more. */
  void completeJoinIfAll() {
    boolean complete = members.allJoined() && promised.isEmpty();
    if (state == GroupState.PREPARING_REBALANCE && complete && !waitingForFirst) {
      completeJoin();
    }
  }

  /** Begins the next generation with those who have joined. Static members may be late. */
  private void completeJoin() {
    timer.cancel();
    for (GroupMember member : new ArrayList<>(members.all())) {
      if (!member.awaitsJoin() && member.instanceId() == null) {
        members.remove(member);
        member.left(ErrorCode.UNKNOWN_MEMBER_ID);
      }
    }
    if (members.isEmpty()) {
      generation = generation.nextWithoutMembers();
      state = GroupState.EMPTY;
      emptySinceMillis = timers.currentTimeMillis();
      save();
      return;
    }
    generation = generation.next(members.vote(), nextLeader());
    state = GroupState.COMPLETING_REBALANCE;
    for (GroupMember member : new ArrayList<>(members.all())) {
      member.answerJoin(result(member, false));
      heard.accept(member);
    }
    int wait = Math.max(1, members.longestRebalanceMillis());
    int expected = generation.number();
    timer = timers.schedule(wait, () -> syncTimeIsUp(expected));
  }

  private String nextLeader() {
    GroupMember leader = members.get(generation.leaderId());
    if (leader != null && leader.awaitsJoin()) {
      return leader.id();
    }
    for (GroupMember member : members.all()) {
      if (member.awaitsJoin()) {
        return member.id();
      }
    }
    return members.all().iterator().next().id();
  }

  private void syncTimeIsUp(int expectedGeneration) {
    if (state != GroupState.COMPLETING_REBALANCE || generation.number() != expectedGeneration) {
      return;
    }
    for (GroupMember member : new ArrayList<>(members.all())) {
      if (!member.awaitsSync()) {
        members.remove(member);
        member.left(ErrorCode.UNKNOWN_MEMBER_ID);
      }
    }
    prepare();
  }

  /** What a member of this generation is told when it joins. */
  JoinResult result(GroupMember member, boolean skipAssignment) {
    boolean leads = member.id().equals(generation.leaderId());
    return new JoinResult(
        ErrorCode.NONE,
        generation.number(),
        generation.protocolType(),
        generation.protocolName(),
        generation.leaderId(),
        member.id(),
        leads ? members.joined(generation.protocolName()) : List.of(),
        leads && skipAssignment);
  }

  /** A static member has another id: where the old one led, the new one does. */
  void replaced(String oldId, String newId) {
    if (oldId.equals(generation.leaderId())) {
      generation = generation.ledBy(newId);
    }
  }

  /** Whether all would go on as they are if they were asked now. */
  boolean isSettled() {
    return state == GroupState.STABLE && members.vote().equals(generation.protocolName());
  }

  /** Makes members durable that are not what they were. */
  CompletableFuture<Void> save() {
    saved = durable.save(generation, emptySinceMillis, members.all());
    return saved;
  }

  /** A member waits for what it is to read. */
  void sync(GroupMember member, Map<String, byte[]> assignments) {
    if (state == GroupState.COMPLETING_REBALANCE && member.id().equals(generation.leaderId())) {
      timer.cancel();
      state = GroupState.STABLE;
      for (GroupMember one : members.all()) {
        one.assign(assignments.getOrDefault(one.id(), Defaults.NO_BYTES));
      }
      save();
    }
    if (state == GroupState.STABLE) {
      int expected = generation.number();
      saved.whenComplete((done, failure) -> answerSyncs(expected, failure));
    }
  }

  /** Unless a rebalance has begun meanwhile, which has answered them. */
  private void answerSyncs(int expectedGeneration, Throwable failure) {
    if (state != GroupState.STABLE || generation.number() != expectedGeneration) {
      return;
    }
    for (GroupMember member : new ArrayList<>(members.all())) {
      member.answerSync(
          failure == null
              ? new SyncResult(
                  ErrorCode.NONE,
                  generation.protocolType(),
                  generation.protocolName(),
                  member.assignment())
              : SyncResult.failed(ErrorCode.COORDINATOR_NOT_AVAILABLE));
    }
    if (failure != null) {
      prepare();
    }
  }
}
