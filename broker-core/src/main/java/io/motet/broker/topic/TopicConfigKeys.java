package io.motet.broker.topic;

import io.motet.broker.topic.TopicConfigKey.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All configurations that a topic can have, with the defaults of Kafka. */
public final class TopicConfigKeys {
  public static final String CLEANUP_POLICY = "cleanup.policy";
  public static final String DELETE_RETENTION_MS = "delete.retention.ms";
  public static final String FILE_DELETE_DELAY_MS = "file.delete.delay.ms";
  public static final String FLUSH_MESSAGES = "flush.messages";
  public static final String FLUSH_MS = "flush.ms";
  public static final String INDEX_INTERVAL_BYTES = "index.interval.bytes";
  public static final String MAX_COMPACTION_LAG_MS = "max.compaction.lag.ms";
  public static final String MAX_MESSAGE_BYTES = "max.message.bytes";
  public static final String TIMESTAMP_AFTER_MAX_MS = "message.timestamp.after.max.ms";
  public static final String TIMESTAMP_BEFORE_MAX_MS = "message.timestamp.before.max.ms";
  public static final String TIMESTAMP_TYPE = "message.timestamp.type";
  public static final String MIN_CLEANABLE_DIRTY_RATIO = "min.cleanable.dirty.ratio";
  public static final String MIN_COMPACTION_LAG_MS = "min.compaction.lag.ms";
  public static final String RETENTION_BYTES = "retention.bytes";
  public static final String RETENTION_MS = "retention.ms";
  public static final String SEGMENT_BYTES = "segment.bytes";
  public static final String SEGMENT_MS = "segment.ms";

  /** In the order of their names. */
  private static final Map<String, TopicConfigKey> ALL;

  private static final double INT_MAX = Integer.MAX_VALUE;
  private static final double LONG_MAX = Long.MAX_VALUE;
  private static final double LONG_MIN = Long.MIN_VALUE;
  private static final String FOREVER = Long.toString(Long.MAX_VALUE);
  private static final String WEEK = "604800000";
  private static final String DAY = "86400000";

  private TopicConfigKeys() {}

  /** By name; null when there is none. */
  public static TopicConfigKey get(String name) {
    return ALL.get(name);
  }

  /** All, in the order of their names. */
  public static List<TopicConfigKey> all() {
    return new ArrayList<>(ALL.values());
  }

  static {
    List<TopicConfigKey> keys = new ArrayList<>();
    addEffective(keys);
    addOthers(keys);
    keys.sort(java.util.Comparator.comparing(TopicConfigKey::name));
    Map<String, TopicConfigKey> byName = new LinkedHashMap<>();
    keys.forEach(key -> byName.put(key.name(), key));
    ALL = Collections.unmodifiableMap(byName);
  }

  private static void addEffective(List<TopicConfigKey> keys) {
    keys.add(list(CLEANUP_POLICY, "delete", "compact", "delete"));
    keys.add(number(DELETE_RETENTION_MS, ValueType.LONG, DAY, 0, "How long tombstones are kept."));
    keys.add(number(FILE_DELETE_DELAY_MS, ValueType.LONG, "60000", 0, "Files go this much later."));
    keys.add(
        number(
            FLUSH_MESSAGES, ValueType.LONG, FOREVER, 1, "Records after which the log is forced."));
    keys.add(number(FLUSH_MS, ValueType.LONG, FOREVER, 0, "Time after which the log is forced."));
    keys.add(
        number(INDEX_INTERVAL_BYTES, ValueType.INT, "4096", 0, "Bytes between index entries."));
    keys.add(
        number(
            MAX_COMPACTION_LAG_MS, ValueType.LONG, FOREVER, 1, "Records are compacted by then."));
    keys.add(number(MAX_MESSAGE_BYTES, ValueType.INT, "1048588", 0, "Largest batch, in bytes."));
    keys.add(
        number(
            TIMESTAMP_AFTER_MAX_MS,
            ValueType.LONG,
            "3600000",
            0,
            "How far ahead a record may be."));
    keys.add(
        number(TIMESTAMP_BEFORE_MAX_MS, ValueType.LONG, FOREVER, 0, "How old a record may be."));
    keys.add(
        text(TIMESTAMP_TYPE, "CreateTime", true, "Whose time.", "CreateTime", "LogAppendTime"));
    keys.add(
        new TopicConfigKey(
            MIN_CLEANABLE_DIRTY_RATIO,
            ValueType.DOUBLE,
            "0.5",
            0,
            1,
            List.of(),
            true,
            "Share of the log that must be new before it is compacted."));
    keys.add(number(MIN_COMPACTION_LAG_MS, ValueType.LONG, "0", 0, "Younger records are kept."));
    keys.add(number(RETENTION_BYTES, ValueType.LONG, "-1", LONG_MIN, "Most bytes of a partition."));
    keys.add(number(RETENTION_MS, ValueType.LONG, WEEK, -1, "How long records are kept."));
    keys.add(number(SEGMENT_BYTES, ValueType.INT, "1073741824", 14, "Size of a segment file."));
    keys.add(number(SEGMENT_MS, ValueType.LONG, WEEK, 1, "A segment is ended after this time."));
  }

  private static void addOthers(List<TopicConfigKey> keys) {
    keys.add(kept("compression.gzip.level", ValueType.INT, "-1"));
    keys.add(kept("compression.lz4.level", ValueType.INT, "9"));
    keys.add(
        text(
            "compression.type",
            "producer",
            false,
            "Batches are kept as the producer compressed them.",
            "uncompressed",
            "zstd",
            "lz4",
            "snappy",
            "gzip",
            "producer"));
    keys.add(kept("compression.zstd.level", ValueType.INT, "3"));
    keys.add(kept("follower.replication.throttled.replicas", ValueType.LIST, ""));
    keys.add(kept("leader.replication.throttled.replicas", ValueType.LIST, ""));
    keys.add(kept("local.retention.bytes", ValueType.LONG, "-2"));
    keys.add(kept("local.retention.ms", ValueType.LONG, "-2"));
    keys.add(kept("message.downconversion.enable", ValueType.BOOLEAN, "true"));
    keys.add(kept("message.format.version", ValueType.STRING, "3.0-IV1"));
    keys.add(kept("message.timestamp.difference.max.ms", ValueType.LONG, FOREVER));
    keys.add(number("min.insync.replicas", ValueType.INT, "1", 1, "Kept and shown.", false));
    keys.add(kept("preallocate", ValueType.BOOLEAN, "false"));
    keys.add(kept("remote.log.copy.disable", ValueType.BOOLEAN, "false"));
    keys.add(kept("remote.log.delete.on.disable", ValueType.BOOLEAN, "false"));
    keys.add(kept("remote.storage.enable", ValueType.BOOLEAN, "false"));
    keys.add(number("segment.index.bytes", ValueType.INT, "10485760", 4, "Kept and shown.", false));
    keys.add(number("segment.jitter.ms", ValueType.LONG, "0", 0, "Kept and shown.", false));
    keys.add(kept("unclean.leader.election.enable", ValueType.BOOLEAN, "false"));
  }

  private static TopicConfigKey number(
      String name, ValueType type, String defaultText, double least, String documentation) {
    return number(name, type, defaultText, least, documentation, true);
  }

  private static TopicConfigKey number(
      String name,
      ValueType type,
      String defaultText,
      double least,
      String documentation,
      boolean effective) {
    return new TopicConfigKey(
        name,
        type,
        defaultText,
        least,
        type == ValueType.INT ? INT_MAX : LONG_MAX,
        List.of(),
        effective,
        documentation);
  }

  private static TopicConfigKey list(String name, String defaultText, String... choices) {
    return new TopicConfigKey(
        name,
        ValueType.LIST,
        defaultText,
        0,
        0,
        List.of(choices),
        true,
        "Whether old segments are deleted, old values of a key, or both.");
  }

  private static TopicConfigKey text(
      String name, String defaultText, boolean effective, String documentation, String... choices) {
    return new TopicConfigKey(
        name, ValueType.STRING, defaultText, 0, 0, List.of(choices), effective, documentation);
  }

  private static TopicConfigKey kept(String name, ValueType type, String defaultText) {
    return new TopicConfigKey(
        name, type, defaultText, LONG_MIN, LONG_MAX, List.of(), false, "Kept and shown.");
  }
}
