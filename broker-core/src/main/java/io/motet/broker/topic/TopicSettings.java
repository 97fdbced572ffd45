package io.motet.broker.topic;

import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.SettingParsers;
import io.motet.broker.settings.Settings;
import io.motet.storage.log.PartitionLogSettings;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The settings of topics, and of their logs. */
public final class TopicSettings {
  public static final SettingKey<String> DEFAULTS =
      key(
          "topic.default.*",
          SettingParsers.text(),
          "",
          "A configuration of every topic that does not set it, by Kafka's name.");
  public static final SettingKey<Integer> MAX_PARTITIONS =
      key(
          "topic.max.partitions",
          SettingParsers.integer(1, 1_000_000),
          "10000",
          "Most partitions that one topic may have.");
  public static final SettingKey<Integer> MAX_OPEN_FILES =
      key(
          "topic.max.open.files",
          SettingParsers.integer(8, 1_000_000),
          "1000",
          "Files of topics that are kept open, but for those in use.");
  public static final SettingKey<Long> MAX_BYTES =
      key(
          "topic.max.bytes",
          SettingParsers.bytes(0, Long.MAX_VALUE),
          "0",
          "Most bytes of all topics together; 0 for no limit but the disk's.");
  public static final SettingKey<Long> RETENTION_CHECK =
      key(
          "topic.retention.check.interval.ms",
          SettingParsers.durationMillis(1, Long.MAX_VALUE),
          "300000",
          "How often topics are looked over for what is to be deleted or compacted.");
  public static final SettingKey<Long> STATE_INTERVAL =
      key(
          "topic.state.interval.ms",
          SettingParsers.durationMillis(1, Long.MAX_VALUE),
          "60000",
          "How often a partition that is written to is forced, to shorten recovery.");
  public static final SettingKey<Long> PRODUCER_EXPIRY =
      key(
          "topic.producer.expiry.ms",
          SettingParsers.durationMillis(1, Long.MAX_VALUE),
          "86400000",
          "How long a partition, or a queue, remembers an idempotent producer that is silent.");
  public static final SettingKey<Recovery> RECOVERY =
      key(
          "topic.log.recovery",
          SettingParsers.oneOf(Recovery.class),
          "strict",
          "strict: a damaged partition is not opened; salvage: without what is damaged.");

  /** All of them. */
  public static final List<SettingKey<?>> ALL =
      List.of(
          DEFAULTS,
          MAX_PARTITIONS,
          MAX_OPEN_FILES,
          MAX_BYTES,
          RETENTION_CHECK,
          STATE_INTERVAL,
          PRODUCER_EXPIRY,
          RECOVERY);

  private TopicSettings() {}

  /** What to do about a damaged partition. */
  public enum Recovery {
    STRICT,
    SALVAGE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static <T> SettingKey<T> key(
      String name, Function<String, T> parser, String defaultText, String description) {
    return new SettingKey<>(name, parser, defaultText, description);
  }

  /**
   * The configurations that topics have unless they say otherwise.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public static TopicConfig defaults(Settings settings) {
    try {
      return TopicConfig.ofBroker(settings.family(DEFAULTS));
    } catch (TopicException e) {
      throw new IllegalArgumentException("setting topic.default.*: " + e.getMessage(), e);
    }
  }

  /** The settings of all logs together. */
  public static PartitionLogSettings logs(Settings settings, long diskFreeLimitBytes) {
    return new PartitionLogSettings(
        settings.get(MAX_OPEN_FILES),
        settings.get(MAX_BYTES),
        diskFreeLimitBytes,
        settings.get(RETENTION_CHECK),
        settings.get(STATE_INTERVAL),
        settings.get(PRODUCER_EXPIRY),
        settings.get(RECOVERY) == Recovery.SALVAGE);
  }
}
