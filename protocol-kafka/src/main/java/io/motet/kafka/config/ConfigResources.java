package io.motet.kafka.config;

import static io.motet.kafka.config.ConfigDefinition.number;
import static io.motet.kafka.config.ConfigDefinition.text;

import io.motet.broker.metadata.MetadataStore;
import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import java.util.List;
import java.util.Map;

/** The kinds of resources whose configurations are kept here: groups and client metrics. */
public final class ConfigResources {
  private static final byte CLIENT_METRICS = 16;
  private static final byte GROUP = 32;
  private static final int FIVE_SECONDS = 5000;
  private static final int FIFTEEN_SECONDS = 15_000;
  private static final int LEAST_SESSION = 45_000;
  private static final int MINUTE = 60_000;

  private ConfigResources() {}

  /**
   * Groups, with the bounds that Kafka's brokers set by default.
   *
   * @param ofBroker what its settings say for groups that do not say otherwise
   */
  public static StoredConfigs groups(
      MetadataStore store, Authorizer authorizer, Map<String, String> ofBroker) {
    return new StoredConfigs(
        new StoredConfigs.Traits(
            GROUP,
            "kafka-group-config",
            "Group",
            ConfigSource.GROUP,
            ErrorCode.INVALID_CONFIG,
            "Unknown group config name: ",
            ErrorCode.GROUP_AUTHORIZATION_FAILED),
        groupDefinitions().stream().map(one -> one.withDefault(ofBroker)).toList(),
        store,
        authorizer::mayGroup);
  }

  private static List<ConfigDefinition> groupDefinitions() {
    return List.of(
        session("consumer"),
        heartbeat("consumer"),
        assignment("consumer"),
        session("share"),
        heartbeat("share"),
        assignment("share"),
        number(
            "share.record.lock.duration.ms",
            30_000,
            FIFTEEN_SECONDS,
            MINUTE,
            "How long a record is one consumer's to acknowledge."),
        number(
            "share.delivery.count.limit", 5, 2, 10, "Deliveries after which a record is archived."),
        number(
            "share.partition.max.record.locks",
            2000,
            100,
            4000,
            "Most records of a partition that are at consumers."),
        text(
            "share.auto.offset.reset",
            ConfigType.STRING,
            "latest",
            "Where a new share group begins: latest, earliest or by_duration:PT1H."),
        text(
            "share.isolation.level",
            ConfigType.STRING,
            "read_uncommitted",
            "Whether records of open and aborted transactions are delivered.",
            "read_committed",
            "read_uncommitted"),
        text(
            "share.renew.acknowledge.enable",
            ConfigType.BOOLEAN,
            "true",
            "Whether consumers may hold a record for longer."),
        session("streams"),
        heartbeat("streams"),
        assignment("streams"),
        number("streams.num.standby.replicas", 0, 0, 2, "Standby replicas of each task."),
        number(
            "streams.initial.rebalance.delay.ms",
            3000,
            0,
            Integer.MAX_VALUE,
            "How long a new group waits for more members."));
  }

  private static ConfigDefinition session(String protocol) {
    return number(
        protocol + ".session.timeout.ms",
        LEAST_SESSION,
        LEAST_SESSION,
        MINUTE,
        "A member that is silent for so long is taken out.");
  }

  private static ConfigDefinition heartbeat(String protocol) {
    return number(
        protocol + ".heartbeat.interval.ms",
        FIVE_SECONDS,
        FIVE_SECONDS,
        FIFTEEN_SECONDS,
        "How often members are to be heard of.");
  }

  private static ConfigDefinition assignment(String protocol) {
    return number(
        protocol + ".assignment.interval.ms",
        1000,
        0,
        FIFTEEN_SECONDS,
        "Least time between two assignments.");
  }

  /** Subscriptions to metrics of clients: kept and shown, and nothing comes of them. */
  public static StoredConfigs clientMetrics(MetadataStore store, Authorizer authorizer) {
    return new StoredConfigs(
        new StoredConfigs.Traits(
            CLIENT_METRICS,
            "kafka-client-metrics",
            "Client metrics subscription",
            ConfigSource.CLIENT_METRICS,
            ErrorCode.INVALID_REQUEST,
            "Unknown client metrics configuration: ",
            ErrorCode.CLUSTER_AUTHORIZATION_FAILED),
        List.of(
            number("interval.ms", 300_000, 100, 3_600_000, "How often clients would push."),
            text("match", ConfigType.LIST, "", "Which clients."),
            text("metrics", ConfigType.LIST, "", "Which metrics, by prefix.")),
        store,
        (session, operation, name) -> authorizer.mayCluster(session, operation));
  }
}
