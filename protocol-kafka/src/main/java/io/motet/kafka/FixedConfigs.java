package io.motet.kafka;

import static io.motet.kafka.config.ConfigType.BOOLEAN;
import static io.motet.kafka.config.ConfigType.INT;
import static io.motet.kafka.config.ConfigType.LIST;
import static io.motet.kafka.config.ConfigType.LONG;
import static io.motet.kafka.config.ConfigType.SHORT;
import static io.motet.kafka.config.ConfigType.STRING;

import io.motet.broker.settings.ListenAddress;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.broker.topic.TopicSettings;
import io.motet.kafka.config.ConfigEntry;
import io.motet.kafka.config.ConfigSource;
import io.motet.kafka.config.ConfigType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The broker's settings as configurations, by Kafka's names; clients can only read them. */
final class FixedConfigs {
  private static final String NO_RECORDS = "The topic is there to be seen; it has no records.";
  private static final String ONE_NODE = "Always so with one node.";

  private final Settings settings;
  private final List<ConfigEntry> entries = new ArrayList<>();

  private FixedConfigs(Settings settings) {
    this.settings = settings;
  }

  /**
   * All that have a meaning here.
   *
   * @param logDirectory where the data is
   */
  static List<ConfigEntry> of(Settings settings, String logDirectory) {
    FixedConfigs configs = new FixedConfigs(settings);
    configs.addNode(logDirectory);
    configs.addSecurity();
    configs.addLimits();
    configs.addTopics();
    configs.addGroups();
    return configs.entries;
  }

  private void addNode(String logDirectory) {
    add("node.id", INT, KafkaSettings.NODE_ID);
    add("broker.id", INT, KafkaSettings.NODE_ID);
    fixed("process.roles", LIST, "broker,controller", ONE_NODE);
    set("log.dirs", LIST, logDirectory, "Where the data is.");
    set("log.dir", LIST, logDirectory, "Where the data is.");
    set("listeners", LIST, listeners(), "Where clients connect.");
    ListenAddress advertised = settings.get(KafkaSettings.ADVERTISED);
    String told =
        advertised.enabled() ? "PLAINTEXT://" + advertised.host() + ":" + advertised.port() : null;
    String documentation = KafkaSettings.ADVERTISED.description();
    if (told == null) {
      fixed("advertised.listeners", LIST, null, documentation);
    } else {
      set("advertised.listeners", LIST, told, documentation);
    }
  }

  private String listeners() {
    List<String> names = new ArrayList<>();
    addListener(names, "PLAINTEXT", settings.get(KafkaSettings.TCP_LISTENER));
    addListener(names, "SSL", KafkaFrontEnd.TLS.listener(settings));
    return String.join(",", names);
  }

  private static void addListener(List<String> names, String protocol, ListenAddress address) {
    if (address.enabled()) {
      String host = address.host() == null ? "" : address.host();
      names.add(protocol + "://" + host + ":" + address.port());
    }
  }

  private void addSecurity() {
    List<String> mechanisms = settings.get(SecuritySettings.MECHANISMS);
    set(
        "sasl.enabled.mechanisms",
        LIST,
        String.join(",", mechanisms),
        SecuritySettings.MECHANISMS.description());
    add("connections.max.reauth.ms", LONG, SecuritySettings.MAX_REAUTHENTICATION);
    add("sasl.server.max.receive.size", INT, SecuritySettings.MAX_LOGIN_BYTES);
  }

  private void addLimits() {
    add("socket.request.max.bytes", INT, KafkaSettings.MAX_REQUEST_BYTES);
    add("connections.max.idle.ms", LONG, KafkaSettings.MAX_IDLE);
    add("fetch.max.bytes", INT, KafkaSettings.FETCH_MAX_BYTES);
    add("max.request.partition.size.limit", INT, KafkaSettings.MAX_DESCRIBED_PARTITIONS);
    add("transaction.max.timeout.ms", INT, TransactionSettings.MAX_TIMEOUT);
    add("transactional.id.expiration.ms", INT, TransactionSettings.ID_EXPIRY);
    add(
        "transaction.remove.expired.transaction.cleanup.interval.ms",
        INT,
        TransactionSettings.EXPIRY_CHECK);
    add("producer.id.expiration.ms", INT, TopicSettings.PRODUCER_EXPIRY);
  }

  private void addTopics() {
    add("num.partitions", INT, KafkaSettings.PARTITIONS);
    add("auto.create.topics.enable", BOOLEAN, KafkaSettings.AUTO_CREATE);
    add("log.retention.check.interval.ms", LONG, TopicSettings.RETENTION_CHECK);
    fixed("delete.topic.enable", BOOLEAN, "true", "Topics can always be deleted.");
    fixed("default.replication.factor", INT, "1", ONE_NODE);
    fixed("min.insync.replicas", INT, "1", ONE_NODE);
    fixed("offsets.topic.replication.factor", SHORT, "1", ONE_NODE);
    fixed("offsets.topic.num.partitions", INT, "50", NO_RECORDS);
    fixed("transaction.state.log.num.partitions", INT, "50", NO_RECORDS);
    fixed("transaction.state.log.replication.factor", SHORT, "1", ONE_NODE);
    fixed("transaction.state.log.min.isr", INT, "1", ONE_NODE);
    fixed("unclean.leader.election.enable", BOOLEAN, "false", ONE_NODE);
    fixed(
        "compression.type",
        STRING,
        "producer",
        "Batches are kept as the producer compressed them.");
  }

  private void addGroups() {
    add("group.min.session.timeout.ms", INT, GroupSettings.MIN_SESSION);
    add("group.max.session.timeout.ms", INT, GroupSettings.MAX_SESSION);
    add("group.initial.rebalance.delay.ms", INT, GroupSettings.INITIAL_DELAY);
    add("group.max.size", INT, GroupSettings.MAX_GROUP_SIZE);
    add("offset.metadata.max.bytes", INT, GroupSettings.MAX_METADATA);
    add(
        "offsets.retention.minutes",
        INT,
        GroupSettings.RETENTION,
        millis -> Long.toString(millis / GroupSettings.MINUTE_MILLIS));
    add("offsets.retention.check.interval.ms", LONG, GroupSettings.RETENTION_CHECK);
  }

  private <T> void add(String name, ConfigType type, SettingKey<T> key) {
    add(name, type, key, T::toString);
  }

  private <T> void add(
      String name, ConfigType type, SettingKey<T> key, Function<T, String> inKafkasUnit) {
    String value = inKafkasUnit.apply(settings.get(key));
    String ofDefault = inKafkasUnit.apply(key.defaultValue());
    List<ConfigEntry.Synonym> synonyms = new ArrayList<>();
    if (settings.isSet(key)) {
      synonyms.add(new ConfigEntry.Synonym(name, value, ConfigSource.SETTINGS));
    }
    synonyms.add(new ConfigEntry.Synonym(name, ofDefault, ConfigSource.DEFAULT));
    ConfigSource source = synonyms.get(0).source();
    entries.add(new ConfigEntry(name, value, type, source, true, synonyms, key.description()));
  }

  private void fixed(String name, ConfigType type, String value, String documentation) {
    add(name, type, value, ConfigSource.DEFAULT, documentation);
  }

  private void set(String name, ConfigType type, String value, String documentation) {
    add(name, type, value, ConfigSource.SETTINGS, documentation);
  }

  private void add(
      String name, ConfigType type, String value, ConfigSource source, String documentation) {
    List<ConfigEntry.Synonym> synonyms =
        value == null ? List.of() : List.of(new ConfigEntry.Synonym(name, value, source));
    entries.add(new ConfigEntry(name, value, type, source, true, synonyms, documentation));
  }
}
