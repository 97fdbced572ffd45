package io.motet.kafka.group.modern;

import io.motet.broker.metadata.Fields;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** How members of all kinds of groups, and what they have, are written as metadata. */
public final class MemberFields {
  private static final String INSTANCE = "instance";
  private static final String RACK = "rack";
  private static final String CLIENT_ID = "client-id";
  private static final String CLIENT_HOST = "client-host";
  private static final String EPOCH = "epoch";
  private static final String PREVIOUS_EPOCH = "previous-epoch";

  private MemberFields() {}

  /** Who a member is and which epoch it has reached; to be added to. */
  public static Fields of(ModernMember member) {
    MemberIdentity identity = member.identity();
    return Fields.empty()
        .with(INSTANCE, identity.instanceId())
        .with(RACK, identity.rackId())
        .with(CLIENT_ID, identity.clientId())
        .with(CLIENT_HOST, identity.clientHost())
        .with(EPOCH, member.epoch())
        .with(PREVIOUS_EPOCH, member.previousEpoch());
  }

  static MemberIdentity identity(String memberId, Fields fields) {
    return new MemberIdentity(
        memberId,
        fields.text(INSTANCE),
        fields.text(RACK),
        fields.text(CLIENT_ID),
        fields.text(CLIENT_HOST));
  }

  static void restoreEpochs(ModernMember member, Fields fields) {
    member.restart((int) fields.number(PREVIOUS_EPOCH, 0));
    member.reach((int) fields.number(EPOCH, 0));
  }

  /** As a table: a set of bits for each topic. */
  public static Map<String, Object> table(PartitionSet partitions) {
    Map<String, Object> table = new LinkedHashMap<>();
    for (UUID topic : partitions.topics()) {
      BitSet bits = new BitSet();
      for (int partition : partitions.partitions(topic)) {
        bits.set(partition);
      }
      table.put(topic.toString(), bits.toByteArray());
    }
    return table;
  }

  /** What {@link #table(PartitionSet)} made a table of. */
  public static PartitionSet partitions(Map<String, Object> table) {
    PartitionSet.Builder partitions = PartitionSet.builder();
    table.forEach(
        (topic, bits) -> {
          UUID id = UUID.fromString(topic);
          BitSet.valueOf((byte[]) bits).stream().forEach(index -> partitions.add(id, index));
        });
    return partitions.build();
  }

  /** As a table: how many partitions each topic has. */
  public static Map<String, Object> table(SubscribedTopics topics) {
    Map<String, Object> table = new LinkedHashMap<>();
    topics.partitionCounts().forEach((topic, count) -> table.put(topic.toString(), count));
    return table;
  }

  /** What {@link #table(SubscribedTopics)} made a table of. */
  public static SubscribedTopics topics(Map<String, Object> table) {
    Map<UUID, Integer> counts = new HashMap<>();
    table.forEach((topic, count) -> counts.put(UUID.fromString(topic), (Integer) count));
    return new SubscribedTopics(counts);
  }
}
