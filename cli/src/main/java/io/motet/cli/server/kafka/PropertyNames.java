package io.motet.cli.server.kafka;

import java.util.List;
import java.util.Map;

/** Kafka's names of settings, and what they are here. */
final class PropertyNames {
  /** The value is the same. */
  static final Map<String, String> SAME =
      Map.ofEntries(
          Map.entry("node.id", "kafka.node.id"),
          Map.entry("broker.id", "kafka.node.id"),
          Map.entry("num.partitions", "kafka.num.partitions"),
          Map.entry("auto.create.topics.enable", "kafka.auto.create.topics.enable"),
          Map.entry("socket.request.max.bytes", "kafka.socket.request.max.bytes"),
          Map.entry("sasl.server.max.receive.size", "kafka.sasl.server.max.receive.size"),
          Map.entry("fetch.max.bytes", "kafka.fetch.max.bytes"),
          Map.entry("max.request.partition.size.limit", "kafka.max.request.partition.size.limit"),
          Map.entry("connections.max.idle.ms", "kafka.connections.max.idle"),
          Map.entry("connections.max.reauth.ms", "kafka.connections.max.reauth"),
          Map.entry("transaction.max.timeout.ms", "kafka.transaction.max.timeout"),
          Map.entry("transactional.id.expiration.ms", "kafka.transactional.id.expiration"),
          Map.entry(
              "transaction.remove.expired.transaction.cleanup.interval.ms",
              "kafka.transactional.id.expiration.check.interval"),
          Map.entry("producer.id.expiration.ms", "topic.producer.expiry.ms"),
          Map.entry("group.min.session.timeout.ms", "kafka.group.min.session.timeout"),
          Map.entry("group.max.session.timeout.ms", "kafka.group.max.session.timeout"),
          Map.entry("group.initial.rebalance.delay.ms", "kafka.group.initial.rebalance.delay"),
          Map.entry("group.max.size", "kafka.group.max.size"),
          Map.entry("offset.metadata.max.bytes", "kafka.offset.metadata.max.bytes"),
          Map.entry(
              "offsets.retention.check.interval.ms", "kafka.offsets.retention.check.interval"),
          Map.entry("group.consumer.session.timeout.ms", "kafka.group.consumer.session.timeout"),
          Map.entry(
              "group.consumer.heartbeat.interval.ms", "kafka.group.consumer.heartbeat.interval"),
          Map.entry("group.consumer.max.size", "kafka.group.consumer.max.size"),
          Map.entry("group.share.session.timeout.ms", "kafka.group.share.session.timeout"),
          Map.entry("group.share.heartbeat.interval.ms", "kafka.group.share.heartbeat.interval"),
          Map.entry("group.share.max.size", "kafka.group.share.max.size"),
          Map.entry("group.share.delivery.count.limit", "kafka.group.share.delivery.count.limit"),
          Map.entry(
              "group.share.partition.max.record.locks",
              "kafka.group.share.partition.max.record.locks"),
          Map.entry(
              "group.share.record.lock.duration.ms", "kafka.group.share.record.lock.duration"),
          Map.entry("group.streams.session.timeout.ms", "kafka.group.streams.session.timeout"),
          Map.entry(
              "group.streams.heartbeat.interval.ms", "kafka.group.streams.heartbeat.interval"),
          Map.entry("group.streams.max.size", "kafka.group.streams.max.size"),
          Map.entry(
              "group.streams.num.standby.replicas", "kafka.group.streams.num.standby.replicas"),
          Map.entry("sasl.enabled.mechanisms", "kafka.sasl.enabled.mechanisms"),
          Map.entry(
              "sasl.oauthbearer.jwks.endpoint.url", "kafka.sasl.oauthbearer.jwks.endpoint.url"),
          Map.entry(
              "sasl.oauthbearer.jwks.endpoint.refresh.ms",
              "kafka.sasl.oauthbearer.jwks.endpoint.refresh"),
          Map.entry(
              "sasl.oauthbearer.expected.audience", "kafka.sasl.oauthbearer.expected.audience"),
          Map.entry("sasl.oauthbearer.expected.issuer", "kafka.sasl.oauthbearer.expected.issuer"),
          Map.entry("sasl.oauthbearer.sub.claim.name", "kafka.sasl.oauthbearer.sub.claim.name"),
          Map.entry("super.users", "kafka.super.users"),
          Map.entry("allow.everyone.if.no.acl.found", "kafka.allow.everyone.if.no.acl.found"),
          Map.entry("log.retention.check.interval.ms", "topic.retention.check.interval.ms"),
          Map.entry("message.max.bytes", "topic.default.max.message.bytes"),
          Map.entry("log.retention.ms", "topic.default.retention.ms"),
          Map.entry("log.retention.bytes", "topic.default.retention.bytes"),
          Map.entry("log.segment.bytes", "topic.default.segment.bytes"),
          Map.entry("log.roll.ms", "topic.default.segment.ms"),
          Map.entry("log.cleanup.policy", "topic.default.cleanup.policy"),
          Map.entry("log.cleaner.delete.retention.ms", "topic.default.delete.retention.ms"),
          Map.entry("log.cleaner.min.compaction.lag.ms", "topic.default.min.compaction.lag.ms"),
          Map.entry("log.cleaner.max.compaction.lag.ms", "topic.default.max.compaction.lag.ms"),
          Map.entry("log.cleaner.min.cleanable.ratio", "topic.default.min.cleanable.dirty.ratio"),
          Map.entry("log.flush.interval.messages", "topic.default.flush.messages"),
          Map.entry("log.flush.interval.ms", "topic.default.flush.ms"),
          Map.entry("log.index.interval.bytes", "topic.default.index.interval.bytes"),
          Map.entry("log.message.timestamp.type", "topic.default.message.timestamp.type"),
          Map.entry(
              "log.message.timestamp.before.max.ms",
              "topic.default.message.timestamp.before.max.ms"),
          Map.entry(
              "log.message.timestamp.after.max.ms", "topic.default.message.timestamp.after.max.ms"),
          Map.entry("compression.type", "topic.default.compression.type"));

  /** Seconds and longer, which are milliseconds here. */
  static final Map<String, Unit> UNITS =
      Map.of(
          "log.retention.minutes",
          new Unit("topic.default.retention.ms", 60_000L, List.of("log.retention.ms")),
          "log.retention.hours",
          new Unit(
              "topic.default.retention.ms",
              3_600_000L,
              List.of("log.retention.ms", "log.retention.minutes")),
          "log.roll.hours",
          new Unit("topic.default.segment.ms", 3_600_000L, List.of("log.roll.ms")),
          "offsets.retention.minutes",
          new Unit("kafka.offsets.retention", 60_000L, List.of()),
          "sasl.oauthbearer.clock.skew.seconds",
          new Unit("kafka.sasl.oauthbearer.clock.skew", 1000L, List.of()));

  /** What only a cluster, or another way to use threads and sockets, has a use for. */
  static final List<String> WITHOUT_MEANING =
      List.of(
          "process.roles",
          "controller.",
          "inter.broker.",
          "security.inter.broker.protocol",
          "sasl.mechanism.inter.broker.protocol",
          "early.start.listeners",
          "num.network.threads",
          "num.io.threads",
          "num.recovery.threads.per.data.dir",
          "num.replica.",
          "background.threads",
          "queued.max.requests",
          "socket.send.buffer.bytes",
          "socket.receive.buffer.bytes",
          "socket.listen.backlog.size",
          "offsets.topic.",
          "offsets.load.buffer.size",
          "transaction.state.log.",
          "transaction.abort.timed.out.",
          "share.coordinator.",
          "group.coordinator.",
          "default.replication.factor",
          "min.insync.replicas",
          "unclean.leader.election.enable",
          "auto.leader.rebalance.enable",
          "leader.imbalance.",
          "replica.",
          "broker.rack",
          "broker.heartbeat.",
          "broker.session.",
          "initial.broker.registration.",
          "metadata.log.",
          "metadata.max.",
          "zookeeper.",
          "log.cleaner.enable",
          "log.cleaner.threads",
          "log.cleaner.dedupe.",
          "log.cleaner.io.",
          "log.cleaner.backoff.ms",
          "log.flush.scheduler.interval.ms",
          "log.flush.offset.checkpoint.interval.ms",
          "log.flush.start.offset.checkpoint.interval.ms",
          "metric.reporters",
          "metrics.",
          "auto.include.jmx.reporter");

  private PropertyNames() {}

  /**
   * A name for a time in another unit than milliseconds.
   *
   * @param setting what it is here
   * @param finer Kafka's names for the same in finer units, which win
   */
  record Unit(String setting, long millis, List<String> finer) {}
}
