package io.motet.kafka;

import static io.motet.broker.settings.SettingParsers.bytes;
import static io.motet.broker.settings.SettingParsers.durationMillis;
import static io.motet.broker.settings.SettingParsers.integer;

import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.kafka.group.GroupOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The settings of groups whose members' clients deal out the partitions, and of all offsets. */
final class GroupSettings {
  static final long MINUTE_MILLIS = 60_000;

  static final SettingKey<Long> MIN_SESSION =
      new SettingKey<>(
          "kafka.group.min.session.timeout",
          durationMillis(1, Integer.MAX_VALUE),
          "6s",
          "Shortest session timeout that members of groups may ask for.");

  static final SettingKey<Long> MAX_SESSION =
      new SettingKey<>(
          "kafka.group.max.session.timeout",
          durationMillis(1, Integer.MAX_VALUE),
          "30min",
          "Longest session timeout that members of groups may ask for.");

  static final SettingKey<Long> INITIAL_DELAY =
      new SettingKey<>(
          "kafka.group.initial.rebalance.delay",
          durationMillis(0, Integer.MAX_VALUE),
          "0",
          "How long an empty group waits for more members before it begins.");

  static final SettingKey<Integer> MAX_GROUP_SIZE =
      new SettingKey<>(
          "kafka.group.max.size", integer(1, 1_000_000), "10000", "Most members of a group.");

  static final SettingKey<Long> MAX_REQUEST_BYTES =
      new SettingKey<>(
          "kafka.group.max.request.bytes",
          bytes(256, Integer.MAX_VALUE),
          "1MiB",
          "Largest request by which members of groups join, report or deal out partitions.");

  static final SettingKey<Integer> MAX_METADATA =
      new SettingKey<>(
          "kafka.offset.metadata.max.bytes",
          integer(0, 1 << 20),
          "4096",
          "Longest text that may be committed with an offset.");

  static final SettingKey<Long> RETENTION =
      new SettingKey<>(
          "kafka.offsets.retention",
          durationMillis(1, Integer.MAX_VALUE * MINUTE_MILLIS),
          "7d",
          "How long committed offsets are kept after their group has lost its last member, or does"
              + " not subscribe to their topic any more.");

  static final SettingKey<Long> RETENTION_CHECK =
      new SettingKey<>(
          "kafka.offsets.retention.check.interval",
          durationMillis(1, Long.MAX_VALUE),
          "10min",
          "How often offsets are looked for that were kept long enough, and groups without any.");

  private GroupSettings() {}

  static List<SettingKey<?>> keys() {
    return List.of(
        MIN_SESSION,
        MAX_SESSION,
        INITIAL_DELAY,
        MAX_GROUP_SIZE,
        MAX_REQUEST_BYTES,
        MAX_METADATA,
        RETENTION,
        RETENTION_CHECK);
  }

  /** What groups are configured with that do not say otherwise, by Kafka's names. */
  static Map<String, String> defaultsOfGroups(Settings settings) {
    Map<String, SettingKey<?>> keys = new HashMap<>(ConsumerGroupSettings.defaults());
    keys.putAll(ShareGroupSettings.defaults());
    keys.putAll(StreamsGroupSettings.defaults());
    Map<String, String> defaults = new HashMap<>();
    keys.forEach((name, key) -> defaults.put(name, settings.get(key).toString()));
    return defaults;
  }

  static GroupOptions options(Settings settings) {
    return new GroupOptions(
        settings.get(MIN_SESSION).intValue(),
        settings.get(MAX_SESSION).intValue(),
        settings.get(INITIAL_DELAY).intValue(),
        settings.get(MAX_GROUP_SIZE),
        settings.get(MAX_METADATA),
        settings.get(RETENTION),
        settings.get(RETENTION_CHECK));
  }
}
