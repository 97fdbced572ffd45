package io.motet.kafka;

import static io.motet.broker.settings.SettingParsers.bool;
import static io.motet.broker.settings.SettingParsers.bytes;
import static io.motet.broker.settings.SettingParsers.durationMillis;
import static io.motet.broker.settings.SettingParsers.integer;
import static io.motet.broker.settings.SettingParsers.listenAddress;
import static io.motet.broker.settings.SettingParsers.text;

import io.motet.broker.settings.ListenAddress;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.kafka.connection.ConnectionOptions;
import java.util.List;

/** The settings of the Kafka front end: Kafka's names behind {@code kafka.}, where it has one. */
final class KafkaSettings {
  static final SettingKey<ListenAddress> TCP_LISTENER =
      new SettingKey<>(
          "kafka.listeners.tcp.default",
          listenAddress(),
          "9092",
          "Where Kafka clients connect: a port, address:port, or none.");

  static final SettingKey<ListenAddress> ADVERTISED =
      new SettingKey<>(
          "kafka.advertised.listeners",
          listenAddress(),
          "none",
          "address:port that Kafka clients are told; none tells each the address it has reached.");

  static final SettingKey<String> VIRTUAL_HOST =
      new SettingKey<>("kafka.vhost", text(), "/", "The virtual host whose topics clients see.");

  static final SettingKey<String> ANONYMOUS_USER =
      new SettingKey<>(
          "kafka.anonymous.user",
          text(),
          "guest",
          "The user that Kafka clients are who do not say who they are; none refuses them.");

  static final SettingKey<Boolean> SHOW_QUEUES =
      new SettingKey<>(
          "kafka.queues.enable",
          bool(),
          "true",
          "Whether queues that are no streams are topics of one partition for Kafka clients.");

  static final SettingKey<Integer> NODE_ID =
      new SettingKey<>(
          "kafka.node.id", integer(0, Integer.MAX_VALUE), "1", "The broker's number for clients.");

  static final SettingKey<Long> MAX_REQUEST_BYTES =
      new SettingKey<>(
          "kafka.socket.request.max.bytes",
          bytes(1024, Integer.MAX_VALUE - 8),
          "104857600",
          "Largest request; a larger one ends its connection.");

  static final SettingKey<Integer> MAX_IN_FLIGHT =
      new SettingKey<>(
          "kafka.connection.max.requests",
          integer(1, 100_000),
          "500",
          "Requests of one connection that may wait for their answers; then it is not read.");

  static final SettingKey<Long> MAX_BYTES_IN_FLIGHT =
      new SettingKey<>(
          "kafka.connection.max.request.bytes",
          bytes(1, Long.MAX_VALUE),
          "16MiB",
          "Bytes of these requests; then, too, it is not read, though one request may be larger.");

  static final SettingKey<Long> HIGH_WATERMARK =
      new SettingKey<>(
          "kafka.high.watermark.bytes",
          bytes(1, Integer.MAX_VALUE),
          "256KiB",
          "Unsent bytes of answers from which a connection's next requests are held.");

  static final SettingKey<Long> LOW_WATERMARK =
      new SettingKey<>(
          "kafka.low.watermark.bytes",
          bytes(1, Integer.MAX_VALUE),
          "64KiB",
          "Unsent bytes of answers down to which they stay held.");

  static final SettingKey<Long> MAX_IDLE =
      new SettingKey<>(
          "kafka.connections.max.idle",
          durationMillis(1000, Integer.MAX_VALUE),
          "10min",
          "A connection that sends nothing for so long is closed.");

  static final SettingKey<Boolean> AUTO_CREATE =
      new SettingKey<>(
          "kafka.auto.create.topics.enable",
          bool(),
          "true",
          "Whether asking for a topic that does not exist creates it.");

  static final SettingKey<Integer> PARTITIONS =
      new SettingKey<>(
          "kafka.num.partitions",
          integer(1, 100_000),
          "1",
          "Partitions of a topic that does not say how many.");

  static final SettingKey<Boolean> STRICT_REPLICATION =
      new SettingKey<>(
          "kafka.strict.replication",
          bool(),
          "false",
          "Whether a replication factor above 1 is refused; else it counts as 1.");

  static final SettingKey<Long> FETCH_MAX_BYTES =
      new SettingKey<>(
          "kafka.fetch.max.bytes",
          bytes(1024, Integer.MAX_VALUE - 8),
          "57671680",
          "Most record bytes of one answer to a fetch.");

  static final SettingKey<Integer> MAX_DESCRIBED_PARTITIONS =
      new SettingKey<>(
          "kafka.max.request.partition.size.limit",
          integer(1, 100_000),
          "2000",
          "Most partitions of one page of a description of topics.");

  static final SettingKey<Integer> MAX_BLOCKING_WORK =
      new SettingKey<>(
          "kafka.blocking.max",
          integer(1, 1_000_000),
          "1000",
          "Questions to the disk that may wait for a thread; more are answered without its room.");

  private KafkaSettings() {}

  static List<SettingKey<?>> keys() {
    return List.of(
        TCP_LISTENER,
        ADVERTISED,
        VIRTUAL_HOST,
        ANONYMOUS_USER,
        SHOW_QUEUES,
        NODE_ID,
        MAX_REQUEST_BYTES,
        MAX_IN_FLIGHT,
        MAX_BYTES_IN_FLIGHT,
        HIGH_WATERMARK,
        LOW_WATERMARK,
        MAX_IDLE,
        AUTO_CREATE,
        PARTITIONS,
        STRICT_REPLICATION,
        FETCH_MAX_BYTES,
        MAX_DESCRIBED_PARTITIONS,
        MAX_BLOCKING_WORK);
  }

  static ConnectionOptions connectionOptions(Settings settings) {
    String anonymous = settings.get(ANONYMOUS_USER);
    return new ConnectionOptions(
        settings.get(MAX_REQUEST_BYTES).intValue(),
        settings.get(SecuritySettings.MAX_LOGIN_BYTES).intValue(),
        settings.get(MAX_IN_FLIGHT),
        settings.get(MAX_BYTES_IN_FLIGHT),
        settings.get(MAX_IDLE),
        anonymous.equals("none") ? null : anonymous,
        settings.get(VIRTUAL_HOST));
  }
}
