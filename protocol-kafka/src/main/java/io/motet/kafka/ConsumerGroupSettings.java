package io.motet.kafka;

import static io.motet.broker.settings.SettingParsers.durationMillis;
import static io.motet.broker.settings.SettingParsers.integer;

import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.kafka.config.StoredConfigs;
import io.motet.kafka.group.consumer.ConsumerGroupOptions;
import io.motet.kafka.group.modern.MemberTimes;
import java.util.List;
import java.util.Map;

/** The settings of groups whose partitions the broker deals out. */
final class ConsumerGroupSettings {
  private static final SettingKey<Long> SESSION =
      new SettingKey<>(
          "kafka.group.consumer.session.timeout",
          durationMillis(1, Integer.MAX_VALUE),
          "45s",
          "How long a member of a consumer group (KIP-848) may be silent before it is taken out.");

  private static final SettingKey<Long> HEARTBEAT =
      new SettingKey<>(
          "kafka.group.consumer.heartbeat.interval",
          durationMillis(1, Integer.MAX_VALUE),
          "5s",
          "How often members of consumer groups are told to report.");

  private static final SettingKey<Integer> MAX_SIZE =
      new SettingKey<>(
          "kafka.group.consumer.max.size",
          integer(1, 1_000_000),
          "10000",
          "Most members of a consumer group.");

  private static final SettingKey<Long> PATTERN_REFRESH =
      new SettingKey<>(
          "kafka.group.consumer.regex.refresh.interval",
          durationMillis(1, Integer.MAX_VALUE),
          "10s",
          "How long new topics may go unnoticed by consumer groups that subscribe to a pattern.");

  private ConsumerGroupSettings() {}

  static List<SettingKey<?>> keys() {
    return List.of(SESSION, HEARTBEAT, MAX_SIZE, PATTERN_REFRESH);
  }

  static ConsumerGroupOptions options(Settings settings, StoredConfigs groups) {
    return new ConsumerGroupOptions(
        MemberTimes.of(groups, "consumer"),
        settings.get(MAX_SIZE),
        settings.get(PATTERN_REFRESH).intValue());
  }

  /** By the names that a group's configurations have. */
  static Map<String, SettingKey<?>> defaults() {
    return Map.of(
        "consumer.session.timeout.ms", SESSION, "consumer.heartbeat.interval.ms", HEARTBEAT);
  }
}
