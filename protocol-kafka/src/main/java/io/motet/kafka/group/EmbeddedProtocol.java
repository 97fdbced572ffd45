package io.motet.kafka.group;

import io.motet.kafka.message.ConsumerProtocolAssignment;
import io.motet.kafka.message.ConsumerProtocolSubscription;
import io.motet.kafka.wire.DecodeException;
import io.motet.kafka.wire.Message;
import io.motet.kafka.wire.MessageReader;
import io.motet.kafka.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What consumers of the classic protocol tell each other within it: who wants and who has what. */
public final class EmbeddedProtocol {
  /** What consumers name as the type of their protocol. */
  public static final String CONSUMERS = "consumer";

  private static final short NEWEST = 3;

  /**
   * What a member subscribes to.
   *
   * @param owned partitions that it has, by topic
   */
  public record Subscribed(Set<String> topics, Map<String, int[]> owned) {}

  private EmbeddedProtocol() {}

  /** Null for anything else. */
  public static Subscribed subscription(byte[] bytes) {
    ConsumerProtocolSubscription message = new ConsumerProtocolSubscription();
    if (!read(message, bytes)) {
      return null;
    }
    Map<String, int[]> owned = new LinkedHashMap<>();
    message.ownedPartitions.forEach(topic -> owned.put(topic.topic, topic.partitions));
    return new Subscribed(new TreeSet<>(message.topics), owned);
  }

  /** By topic; null for anything else, and for what says more than that. */
  public static Map<String, int[]> assignment(byte[] bytes) {
    if (bytes.length == 0) {
      return Map.of();
    }
    ConsumerProtocolAssignment message = new ConsumerProtocolAssignment();
    boolean plain =
        read(message, bytes) && (message.userData == null || message.userData.length == 0);
    return plain ? partitions(message) : null;
  }

  /** By topic, whatever else it says; none for anything else. */
  public static Map<String, int[]> assignedPartitions(byte[] bytes) {
    ConsumerProtocolAssignment message = new ConsumerProtocolAssignment();
    return read(message, bytes) ? partitions(message) : Map.of();
  }

  private static Map<String, int[]> partitions(ConsumerProtocolAssignment message) {
    Map<String, int[]> partitions = new TreeMap<>();
    message.assignedPartitions.forEach(topic -> partitions.put(topic.topic, topic.partitions));
    return partitions;
  }

  private static boolean read(Message message, byte[] bytes) {
    ByteBuf in = Unpooled.wrappedBuffer(bytes);
    if (in.readableBytes() < Short.BYTES) {
      return false;
    }
    short version = in.readShort();
    try {
      message.read(new MessageReader(in), (short) Math.min(version, NEWEST));
      return version >= 0;
    } catch (DecodeException e) {
      return false;
    }
  }

  /** In version 0, which all clients read. */
  public static byte[] encodeAssignment(Map<String, int[]> partitions) {
    ConsumerProtocolAssignment message = new ConsumerProtocolAssignment();
    partitions.forEach(
        (name, indexes) -> {
          ConsumerProtocolAssignment.TopicPartition topic =
              new ConsumerProtocolAssignment.TopicPartition();
          topic.topic = name;
          topic.partitions = indexes;
          message.assignedPartitions.add(topic);
        });
    ByteBuf out = Unpooled.buffer().writeShort(0);
    message.write(new MessageWriter(out), (short) 0);
    return ByteBufUtil.getBytes(out);
  }
}
