package io.motet.broker;

import io.motet.broker.policy.QueueSettingsResolver;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.SettingParsers;
import io.motet.broker.settings.Settings;
import io.motet.broker.topic.TopicSettings;
import io.motet.broker.user.UserSettings;
import io.motet.broker.vhost.VirtualHostSettings;
import io.motet.storage.journal.JournalSettings;
import io.motet.storage.log.PartitionLogSettings;
import io.netty.util.internal.PlatformDependent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The settings of the broker as a whole, and those of the core's parts collected. */
final class CoreSettings {
  static final SettingKey<String> NODE_NAME =
      key("node.name", SettingParsers.text(), "", "Name of this node; motet@HOST unless set.");
  static final SettingKey<String> CLUSTER_NAME =
      key("cluster_name", SettingParsers.text(), "", "Name of the cluster; the node's unless set.");
  static final SettingKey<Integer> SHARDS =
      key(
          "shards",
          SettingParsers.integer(0, 1024),
          "0",
          "Event loops that queues and connections live on; 0 for a number that suits the cores.");
  static final SettingKey<Long> MEMORY_LIMIT =
      key(
          "vm_memory_high_watermark.absolute",
          SettingParsers.bytes(0, Long.MAX_VALUE),
          "0",
          "Memory for message contents; 0 for four fifths of the JVM's direct memory.");
  static final SettingKey<Double> MEMORY_FRACTION =
      key(
          "vm_memory_high_watermark.relative",
          SettingParsers.fraction(0, 1),
          "0.8",
          "Memory for message contents, as a fraction of the JVM's direct memory.");
  static final SettingKey<Long> DISK_FREE_LIMIT =
      key(
          "disk_free_limit.absolute",
          SettingParsers.bytes(0, Long.MAX_VALUE),
          "50MB",
          "Free disk space below which publishers are held back.");

  private static final String JOURNAL_DISK_FREE_LIMIT = "journal.disk.free.limit.bytes";

  private CoreSettings() {}

  private static <T> SettingKey<T> key(
      String name, Function<String, T> parser, String defaultText, String description) {
    return new SettingKey<>(name, parser, defaultText, description);
  }

  /** All settings that the core knows. */
  static List<SettingKey<?>> all() {
    List<SettingKey<?>> all =
        new ArrayList<>(
            List.of(
                NODE_NAME, CLUSTER_NAME, SHARDS, MEMORY_LIMIT, MEMORY_FRACTION, DISK_FREE_LIMIT));
    all.addAll(VirtualHostSettings.ALL);
    all.addAll(UserSettings.ALL);
    all.addAll(QueueSettingsResolver.SETTINGS);
    all.addAll(TopicSettings.ALL);
    all.addAll(journal());
    return all;
  }

  private static List<SettingKey<?>> journal() {
    List<SettingKey<?>> keys = new ArrayList<>();
    new TreeMap<>(JournalSettings.keys())
        .forEach(
            (name, text) ->
                keys.add(key(name, SettingParsers.text(), text, "See docs/storage-format.md.")));
    return keys;
  }

  /** The journal's settings; it names what is wrong with them. */
  static JournalSettings journal(Settings settings) {
    Map<String, String> wanted = new TreeMap<>();
    if (settings.isSet(DISK_FREE_LIMIT)) {
      wanted.put(JOURNAL_DISK_FREE_LIMIT, Long.toString(settings.get(DISK_FREE_LIMIT)));
    }
    Map<String, String> known = JournalSettings.keys();
    settings
        .values()
        .forEach(
            (name, value) -> {
              if (known.containsKey(name)) {
                wanted.put(name, value);
              }
            });
    return JournalSettings.of(wanted);
  }

  /** The settings of all partition logs; they leave the same room on the disk as the journal. */
  static PartitionLogSettings logs(Settings settings) {
    return TopicSettings.logs(settings, settings.get(DISK_FREE_LIMIT));
  }

  /** The budget of message contents, in bytes. */
  static long memoryLimitBytes(Settings settings) {
    long absolute = settings.get(MEMORY_LIMIT);
    if (absolute > 0) {
      return absolute;
    }
    double fraction = settings.get(MEMORY_FRACTION);
    return Math.max(1, (long) (PlatformDependent.maxDirectMemory() * fraction));
  }
}
