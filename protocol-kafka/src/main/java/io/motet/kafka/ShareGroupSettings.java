package io.motet.kafka;

import static io.motet.broker.settings.SettingParsers.durationMillis;
import static io.motet.broker.settings.SettingParsers.integer;

import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.kafka.config.StoredConfigs;
import io.motet.kafka.group.modern.MemberTimes;
import io.motet.kafka.group.share.ShareGroupOptions;
import java.util.List;
import java.util.Map;

/** The settings of groups whose members share partitions. */
final class ShareGroupSettings {
  private static final SettingKey<Long> SESSION =
      new SettingKey<>(
          "kafka.group.share.session.timeout",
          durationMillis(1, Integer.MAX_VALUE),
          "45s",
          "How long a member of a share group may be silent before it is taken out.");

  private static final SettingKey<Long> HEARTBEAT =
      new SettingKey<>(
          "kafka.group.share.heartbeat.interval",
          durationMillis(1, Integer.MAX_VALUE),
          "5s",
          "How often members of share groups are told to report.");

  private static final SettingKey<Integer> MAX_SIZE =
      new SettingKey<>(
          "kafka.group.share.max.size",
          integer(1, 1_000_000),
          "200",
          "Most members of a share group.");

  private static final SettingKey<Long> LOCK =
      new SettingKey<>(
          "kafka.group.share.record.lock.duration",
          durationMillis(1, Integer.MAX_VALUE),
          "30s",
          "How long a member of a share group may keep a record without settling it.");

  private static final SettingKey<Integer> MAX_DELIVERIES =
      new SettingKey<>(
          "kafka.group.share.delivery.count.limit",
          integer(2, 25),
          "5",
          "How often a record is given to members of a share group at most.");

  private static final SettingKey<Integer> MAX_IN_FLIGHT =
      new SettingKey<>(
          "kafka.group.share.partition.max.record.locks",
          integer(1, 1_000_000),
          "2000",
          "Most records of a partition that a share group has given out and not settled.");

  private ShareGroupSettings() {}

  static List<SettingKey<?>> keys() {
    return List.of(SESSION, HEARTBEAT, MAX_SIZE, LOCK, MAX_DELIVERIES, MAX_IN_FLIGHT);
  }

  static ShareGroupOptions options(Settings settings, StoredConfigs groups) {
    return new ShareGroupOptions(MemberTimes.of(groups, "share"), settings.get(MAX_SIZE));
  }

  /** By the names that a group's configurations have. */
  static Map<String, SettingKey<?>> defaults() {
    return Map.of(
        "share.session.timeout.ms", SESSION,
        "share.heartbeat.interval.ms", HEARTBEAT,
        "share.record.lock.duration.ms", LOCK,
        "share.delivery.count.limit", MAX_DELIVERIES,
        "share.partition.max.record.locks", MAX_IN_FLIGHT);
  }
}
