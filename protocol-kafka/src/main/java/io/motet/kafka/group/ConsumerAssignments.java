package io.motet.kafka.group;

import io.motet.kafka.message.ConsumerProtocolAssignment;
import io.motet.kafka.message.ConsumerProtocolAssignment.TopicPartition;
import io.motet.kafka.wire.DecodeException;
import io.motet.kafka.wire.MessageReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the leader of a classic group wrote for a member, where its clients are consumers. */
final class ConsumerAssignments {
  private static final String CONSUMERS = "consumer";

  private ConsumerAssignments() {}

  /** The partitions by topic; none when the bytes are something else. */
  static Map<String, List<Integer>> decode(String protocolType, byte[] assignment) {
    if (!CONSUMERS.equals(protocolType) || assignment.length < Short.BYTES) {
      return Map.of();
    }
    ByteBuf buffer = Unpooled.wrappedBuffer(assignment);
    short version = buffer.readShort();
    ConsumerProtocolAssignment decoded = new ConsumerProtocolAssignment();
    try {
      decoded.read(new MessageReader(buffer), version);
    } catch (DecodeException e) {
      // Clients may write what they like there.
      return Map.of();
    }
    Map<String, List<Integer>> byTopic = new TreeMap<>();
    for (TopicPartition topic : decoded.assignedPartitions) {
      byTopic.put(topic.topic, Arrays.stream(topic.partitions).boxed().toList());
    }
    return byTopic;
  }
}
