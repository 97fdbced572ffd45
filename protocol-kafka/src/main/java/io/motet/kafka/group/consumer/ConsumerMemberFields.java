package io.motet.kafka.group.consumer;

import io.motet.broker.metadata.Fields;
import io.motet.kafka.group.modern.MemberFields;
import io.motet.kafka.group.modern.PartitionSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** How a member of a consumer group is written as metadata. */
final class ConsumerMemberFields {
  private static final String TOPICS = "topics";
  private static final String PATTERN = "pattern";
  private static final String ASSIGNOR = "assignor";
  private static final String REBALANCE_TIMEOUT = "rebalance-timeout";
  private static final String CLASSIC_PROTOCOL = "classic-protocol";
  private static final String CLASSIC_SESSION_TIMEOUT = "classic-session-timeout";
  private static final String STATE = "state";
  private static final String ASSIGNED = "assigned";
  private static final String REVOKING = "revoking";
  private static final String TARGET = "target";
  private static final String HELD_SINCE = "held-since";

  private ConsumerMemberFields() {}

  /**
   * All that a member must have again after a restart.
   *
   * @param target null when it has none
   * @param heldSince what it holds, by the epoch since which it does
   */
  static Fields of(
      ConsumerMember member, PartitionSet target, Map<Integer, PartitionSet> heldSince) {
    Subscription subscription = member.subscription();
    ReconciliationStep step = member.step();
    Fields fields =
        MemberFields.of(member)
            .with(TOPICS, List.copyOf(subscription.names()))
            .with(PATTERN, subscription.pattern())
            .with(ASSIGNOR, subscription.assignor())
            .with(REBALANCE_TIMEOUT, subscription.rebalanceTimeoutMillis())
            .with(STATE, step.state().name())
            .with(ASSIGNED, MemberFields.table(step.assigned()))
            .with(REVOKING, MemberFields.table(step.revoking()))
            .with(TARGET, target == null ? null : MemberFields.table(target));
    if (member.classic() != null) {
      fields
          .with(CLASSIC_PROTOCOL, member.classic().protocol())
          .with(CLASSIC_SESSION_TIMEOUT, member.classic().sessionTimeoutMillis());
    }
    Map<String, Object> since = new LinkedHashMap<>();
    heldSince.forEach((epoch, held) -> since.put(epoch.toString(), MemberFields.table(held)));
    return fields.with(HELD_SINCE, since);
  }

  /** The member, which has its epochs already, has all else too. */
  static void restore(ConsumerMember member, Fields fields) {
    member.subscribe(
        new Subscription(
            new TreeSet<>(fields.texts(TOPICS)),
            fields.text(PATTERN),
            fields.text(ASSIGNOR),
            (int) fields.number(REBALANCE_TIMEOUT, -1)));
    member.take(
        new ReconciliationStep(
            ReconciliationState.valueOf(fields.text(STATE)),
            member.epoch(),
            MemberFields.partitions(fields.table(ASSIGNED)),
            MemberFields.partitions(fields.table(REVOKING))));
    if (fields.text(CLASSIC_PROTOCOL) != null) {
      member.speakClassic(
          new ClassicForm(
              fields.text(CLASSIC_PROTOCOL), (int) fields.number(CLASSIC_SESSION_TIMEOUT, 0)));
    }
  }

  /** Null when the member has none. */
  static PartitionSet target(Fields fields) {
    return fields.has(TARGET) ? MemberFields.partitions(fields.table(TARGET)) : null;
  }

  /** What it holds, by the epoch since which it does. */
  @SuppressWarnings("unchecked")
  static Map<Integer, PartitionSet> heldSince(Fields fields) {
    Map<Integer, PartitionSet> heldSince = new LinkedHashMap<>();
    fields
        .table(HELD_SINCE)
        .forEach(
            (epoch, held) ->
                heldSince.put(
                    Integer.valueOf(epoch), MemberFields.partitions((Map<String, Object>) held)));
    return heldSince;
  }
}
