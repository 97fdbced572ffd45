package io.motet.kafka;

import static io.motet.broker.settings.SettingParsers.durationMillis;
import static io.motet.broker.settings.SettingParsers.integer;

import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.kafka.config.StoredConfigs;
import io.motet.kafka.group.modern.MemberTimes;
import io.motet.kafka.group.streams.StreamsGroupOptions;
import java.util.List;
import java.util.Map;

/** The settings of groups of Streams applications. */
final class StreamsGroupSettings {
  private static final String STANDBYS_OF_GROUP = "streams.num.standby.replicas";

  private static final SettingKey<Long> SESSION =
      new SettingKey<>(
          "kafka.group.streams.session.timeout",
          durationMillis(1, Integer.MAX_VALUE),
          "45s",
          "How long a member of a Streams application (KIP-1071) may be silent before it is taken out.");

  private static final SettingKey<Long> HEARTBEAT =
      new SettingKey<>(
          "kafka.group.streams.heartbeat.interval",
          durationMillis(1, Integer.MAX_VALUE),
          "5s",
          "How often members of Streams applications are told to report.");

  private static final SettingKey<Integer> MAX_SIZE =
      new SettingKey<>(
          "kafka.group.streams.max.size",
          integer(1, 1_000_000),
          "10000",
          "Most members of a Streams application.");

  private static final SettingKey<Integer> STANDBY_REPLICAS =
      new SettingKey<>(
          "kafka.group.streams.num.standby.replicas",
          integer(0, 100),
          "0",
          "How many other processes of a Streams application keep a copy of a task's state.");

  private StreamsGroupSettings() {}

  static List<SettingKey<?>> keys() {
    return List.of(SESSION, HEARTBEAT, MAX_SIZE, STANDBY_REPLICAS);
  }

  static StreamsGroupOptions options(Settings settings, StoredConfigs groups) {
    return new StreamsGroupOptions(
        MemberTimes.of(groups, "streams"),
        settings.get(MAX_SIZE),
        group -> groups.number(group, STANDBYS_OF_GROUP));
  }

  /** By the names that a group's configurations have. */
  static Map<String, SettingKey<?>> defaults() {
    return Map.of(
        "streams.session.timeout.ms",
        SESSION,
        "streams.heartbeat.interval.ms",
        HEARTBEAT,
        STANDBYS_OF_GROUP,
        STANDBY_REPLICAS);
  }
}
