package io.motet.kafka.group.modern;

import io.motet.broker.group.GroupReader;
import io.motet.broker.metadata.Fields;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.group.DurableGroup;
import io.motet.kafka.group.Group;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.group.GroupTimers;
import io.motet.kafka.group.GroupType;
import io.motet.kafka.group.SavedGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Members, epochs and targets of a group. What a target is, and how members get there, is each
 * kind's own. On the groups' thread only.
 *
 * @param <M> its members
 * @param <T> what a member is told to do
 */
public abstract class ModernGroup<M extends ModernMember, T> implements Group {
  /** Kafka's names of states. */
  protected static final String EMPTY = "Empty";

  private static final String TARGET_EPOCH = "target-epoch";
  private static final String ASSIGNING = "Assigning";
  private static final String RECONCILING = "Reconciling";
  private static final String STABLE = "Stable";
  private static final String DEAD = "Dead";

  private final String id;
  private final GroupType type;
  private final ModernGroupServices services;
  private final Map<String, M> members = new LinkedHashMap<>();
  private Map<String, T> targets = new HashMap<>();
  private int epoch;
  private int targetEpoch;
  private final DurableGroup durable;

  /** Members of whom something may have changed that is durable, and those who have gone. */
  private final Set<String> touched = new LinkedHashSet<>();

  private int savedEpoch = -1;
  private int savedTargetEpoch = -1;
  private CompletableFuture<Void> saved = CompletableFuture.completedFuture(null);
  private boolean dead;

  /**
   * @param epoch 0 for a new group, the last one for one that there was before
   */
  protected ModernGroup(String id, GroupType type, ModernGroupServices services, int epoch) {
    this.id = id;
    this.type = type;
    this.services = services;
    this.epoch = epoch;
    this.targetEpoch = epoch;
    this.durable = new DurableGroup(id, type, services.log());
  }

  /** Takes up what an earlier process had, members with it: they have full sessions from now on. */
  public final void revive(SavedGroup group) {
    durable.recovered(group);
    epoch = group.epoch();
    targetEpoch = (int) group.fields().number(TARGET_EPOCH, epoch);
    savedEpoch = epoch;
    savedTargetEpoch = targetEpoch;
    restore(group.fields());
    group
        .members()
        .forEach(
            (memberId, fields) -> {
              M member = newMember(MemberFields.identity(memberId, fields));
              MemberFields.restoreEpochs(member, fields);
              add(member);
              restore(member, fields);
            });
    touched.clear();
  }

  /** A member that has nothing yet. */
  protected abstract M newMember(MemberIdentity identity);

  /** Adds what is durable of the group beside epochs. It is asked for when an epoch is new. */
  protected abstract void describe(Fields fields);

  /** Takes back what {@link #describe(Fields)} added. */
  protected abstract void restore(Fields fields);

  /** What is durable of a member and its target; {@link MemberFields#of} begins it. */
  protected abstract Fields describe(M member);

  /** Takes back what {@link #describe(ModernMember)} wrote, and lets the session begin. */
  protected abstract void restore(M member, Fields fields);

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final GroupType type() {
    return type;
  }

  @Override
  public final boolean isEmpty() {
    return members.isEmpty();
  }

  @Override
  public String stateTitle() {
    if (dead) {
      return DEAD;
    }
    if (members.isEmpty()) {
      return EMPTY;
    }
    if (epoch > targetEpoch) {
      return ASSIGNING;
    }
    boolean reconciled =
        members.values().stream().allMatch(member -> member.isReconciledTo(targetEpoch));
    return reconciled ? STABLE : RECONCILING;
  }

  /** The group epoch. */
  public final int epoch() {
    return epoch;
  }

  /** The group epoch that the targets were made for. */
  public final int targetEpoch() {
    return targetEpoch;
  }

  @Override
  public final List<GroupReader> readers(Topics topics) {
    List<GroupReader> readers = new ArrayList<>();
    for (M member : members.values()) {
      MemberIdentity identity = member.identity();
      readers.add(
          new GroupReader(
              member.id(),
              identity.instanceId(),
              identity.clientId(),
              identity.clientHost(),
              assigned(member).byName(topics)));
    }
    return readers;
  }

  /** What a member reads now, where that is partitions. */
  protected PartitionSet assigned(M member) {
    return PartitionSet.EMPTY;
  }

  /** In the order in which they came. */
  public final Collection<M> members() {
    return Collections.unmodifiableCollection(members.values());
  }

  /** Null when it is not a member. */
  public final M member(String memberId) {
    return members.get(memberId);
  }

  /** Throws when it is not a member. */
  protected final M known(String memberId) {
    M member = members.get(memberId);
    if (member == null) {
      throw new GroupException(
          ErrorCode.UNKNOWN_MEMBER_ID,
          "Member " + memberId + " is not a member of group " + id + ".");
    }
    return member;
  }

  /** Null as long as the member has none. */
  public final T target(String memberId) {
    return targets.get(memberId);
  }

  /** Sets one, as the epoch that it is has it. */
  protected final void target(String memberId, T target) {
    targets.put(memberId, target);
    touched.add(memberId);
  }

  /** Something durable of a member may have changed. */
  protected final void touch(M member) {
    touched.add(member.id());
  }

  /** A member comes, or takes the place of one of the same id. */
  protected final void add(M member) {
    members.put(member.id(), member);
    touch(member);
  }

  /** A member goes; nobody else has its target until there are new ones. The epoch grows. */
  protected final void remove(M member) {
    if (members.remove(member.id(), member)) {
      targets.remove(member.id());
      touch(member);
      member.left();
      removed(member);
      bumpEpoch();
    }
  }

  /** A member has gone. */
  protected void removed(M member) {}

  /** A member takes the place and target of another, which is gone. The epoch stays. */
  protected final void replace(M old, M member) {
    members.remove(old.id());
    old.left();
    T target = targets.remove(old.id());
    if (target != null) {
      targets.put(member.id(), target);
    }
    removed(old);
    touch(old);
    add(member);
  }

  /** Something has changed that targets depend on. */
  protected final void bumpEpoch() {
    epoch++;
  }

  /** New targets for the epoch that it is. */
  protected final void retarget(Map<String, T> newTargets) {
    newTargets.forEach(
        (memberId, target) -> {
          if (!Objects.equals(targets.get(memberId), target)) {
            touched.add(memberId);
          }
        });
    targets = new HashMap<>(newTargets);
    targetEpoch = epoch;
  }

  /** Whether targets are missing for what has changed. */
  protected final boolean needsTargets() {
    return epoch > targetEpoch;
  }

  /**
   * A member was heard of: its session begins anew, and when it ends without another word, {@link
   * #sessionEnded} is called.
   */
  protected final void heard(M member, int sessionTimeoutMillis) {
    touch(member);
    member.session(
        timers()
            .schedule(
                sessionTimeoutMillis,
                () -> {
                  if (!dead && members.get(member.id()) == member) {
                    sessionEnded(member);
                  }
                }));
  }

  /** A member has been silent for too long. */
  protected void sessionEnded(M member) {
    remove(member);
    save();
  }

  /**
   * Checks the epoch in a member's heartbeat.
   *
   * @param received 0 joins (again) and is always right
   * @param mayBePrevious whether the member may have missed the answer with its new epoch
   * @param kind as Kafka's text calls the group, for example {@code consumer group}
   */
  protected final void checkEpoch(M member, int received, boolean mayBePrevious, String kind) {
    if (received == 0 || received == member.epoch()) {
      return;
    }
    if (received == member.previousEpoch() && received < member.epoch() && mayBePrevious) {
      return;
    }
    throw new GroupException(
        ErrorCode.FENCED_MEMBER_EPOCH,
        "The "
            + kind
            + " member has a "
            + (received > member.epoch() ? "greater" : "smaller")
            + " member epoch ("
            + received
            + ") than the one known by the group coordinator ("
            + member.epoch()
            + "). The member must abandon all its partitions and rejoin.");
  }

  /** Makes durable what is not, and runs the task then: on the groups' thread. */
  public final void whenSaved(Runnable task, Runnable failed) {
    save();
    saved.whenComplete((done, failure) -> (failure == null ? task : failed).run());
  }

  /** Makes durable what is not, and waits for nothing. */
  protected final void save() {
    if (dead) {
      return;
    }
    if (savedEpoch != epoch || savedTargetEpoch != targetEpoch) {
      savedEpoch = epoch;
      savedTargetEpoch = targetEpoch;
      Fields fields = Fields.empty().with(SavedGroup.EPOCH, epoch).with(TARGET_EPOCH, targetEpoch);
      describe(fields);
      durable.group(fields);
    }
    for (String memberId : touched) {
      M member = members.get(memberId);
      if (member == null) {
        durable.removeMember(memberId);
      } else {
        durable.member(memberId, describe(member));
      }
    }
    touched.clear();
    saved = durable.save();
  }

  @Override
  public void kill() {
    dead = true;
    List<M> left = new ArrayList<>(members.values());
    members.clear();
    left.forEach(ModernMember::left);
  }

  /** Time. */
  protected final GroupTimers timers() {
    return services.timers();
  }
}
