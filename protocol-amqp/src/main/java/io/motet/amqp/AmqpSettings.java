package io.motet.amqp;

import static io.motet.broker.settings.SettingParsers.bool;
import static io.motet.broker.settings.SettingParsers.bytes;
import static io.motet.broker.settings.SettingParsers.durationMillis;
import static io.motet.broker.settings.SettingParsers.integer;
import static io.motet.broker.settings.SettingParsers.listenAddress;
import static io.motet.broker.settings.SettingParsers.text;

import io.motet.amqp.codec.Frames;
import io.motet.amqp.connection.ConnectionOptions;
import io.motet.broker.settings.ListenAddress;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The settings of AMQP listeners and connections: RabbitMQ's keys where RabbitMQ has the key. */
final class AmqpSettings {
  static final SettingKey<ListenAddress> TCP_LISTENER =
      new SettingKey<>(
          "listeners.tcp.default",
          listenAddress(),
          "5672",
          "Where AMQP clients connect: a port, address:port, or none.");

  static final SettingKey<String> PRODUCT_VERSION =
      new SettingKey<>(
          "server_properties.version",
          text(),
          "3.13.7",
          "The RabbitMQ version that clients are told; some branch on it.");

  static final SettingKey<Integer> FRAME_MAX =
      new SettingKey<>(
          "frame_max",
          zeroOr(Frames.MIN_SIZE_BYTES),
          "131072",
          "Largest frame that clients may agree on, in bytes; 0 for no limit.");

  static final SettingKey<Integer> INITIAL_FRAME_MAX =
      new SettingKey<>(
          "initial_frame_max",
          integer(Frames.MIN_SIZE_BYTES, Integer.MAX_VALUE),
          "4096",
          "Largest frame before the client has logged in, in bytes.");

  static final SettingKey<Integer> CHANNEL_MAX =
      new SettingKey<>(
          "channel_max",
          integer(0, 65535),
          "2047",
          "Most channels of one connection; 0 for no limit.");

  static final SettingKey<Integer> CHANNEL_MAX_PER_NODE =
      new SettingKey<>(
          "channel_max_per_node",
          AmqpSettings::numberOrInfinity,
          "infinity",
          "Most channels of all connections together, or infinity.");

  static final SettingKey<Integer> CONNECTION_MAX =
      new SettingKey<>(
          "connection_max",
          AmqpSettings::numberOrInfinity,
          "infinity",
          "Most AMQP connections, or infinity.");

  static final SettingKey<Integer> HEARTBEAT =
      new SettingKey<>(
          "heartbeat",
          integer(0, 65535),
          "60",
          "Heartbeat interval suggested to clients, in seconds; 0 for none.");

  static final SettingKey<Long> HANDSHAKE_TIMEOUT =
      new SettingKey<>(
          "handshake_timeout",
          durationMillis(1, Integer.MAX_VALUE),
          "10000",
          "Time from accepting a socket to connection.open.");

  static final SettingKey<Long> REFUSAL_DELAY =
      new SettingKey<>(
          "amqp.refusal_delay",
          durationMillis(0, 60_000),
          "3000",
          "How long a client that failed to log in is kept waiting before it may try again.");

  static final SettingKey<Long> DRAIN_TIMEOUT =
      new SettingKey<>(
          "amqp.drain_timeout",
          durationMillis(0, 60_000),
          "2000",
          "How long clients may take to answer when the broker stops.");

  static final SettingKey<Integer> BACKLOG =
      new SettingKey<>(
          "tcp_listen_options.backlog",
          integer(1, 65535),
          "1024",
          "Connections that the system queues before they are accepted.");

  static final SettingKey<Boolean> NO_DELAY =
      new SettingKey<>(
          "tcp_listen_options.nodelay", bool(), "true", "Whether small packets leave at once.");

  static final SettingKey<Boolean> KEEP_ALIVE =
      new SettingKey<>(
          "tcp_listen_options.keepalive", bool(), "false", "Whether TCP keepalive is on.");

  static final SettingKey<Long> HIGH_WATERMARK =
      new SettingKey<>(
          "tcp_listen_options.high_watermark",
          bytes(1024, 1L << 30),
          "256KiB",
          "Unsent bytes from which deliveries to a connection are held.");

  static final SettingKey<Long> LOW_WATERMARK =
      new SettingKey<>(
          "tcp_listen_options.low_watermark",
          bytes(0, 1L << 30),
          "64KiB",
          "Unsent bytes down to which they stay held.");

  static final SettingKey<Long> UNSENT_LIMIT =
      new SettingKey<>(
          "tcp_listen_options.unsent_limit",
          bytes(1024, 1L << 40),
          "64MiB",
          "Unsent bytes from which a client that does not read its answers is not read either.");

  static final SettingKey<Boolean> PROXY_PROTOCOL =
      new SettingKey<>(
          "proxy_protocol",
          bool(),
          "false",
          "Whether connections come through a proxy and begin with a PROXY header.");

  private static final List<SettingKey<String>> MECHANISMS =
      List.of(mechanism(1, "PLAIN"), mechanism(2, "AMQPLAIN"), mechanism(3, "none"));

  private AmqpSettings() {}

  static List<SettingKey<?>> keys() {
    return Stream.concat(
            Stream.of(
                TCP_LISTENER,
                PRODUCT_VERSION,
                FRAME_MAX,
                INITIAL_FRAME_MAX,
                CHANNEL_MAX,
                CHANNEL_MAX_PER_NODE,
                CONNECTION_MAX,
                HEARTBEAT,
                HANDSHAKE_TIMEOUT,
                REFUSAL_DELAY,
                DRAIN_TIMEOUT,
                BACKLOG,
                NO_DELAY,
                KEEP_ALIVE,
                HIGH_WATERMARK,
                LOW_WATERMARK,
                UNSENT_LIMIT,
                PROXY_PROTOCOL),
            MECHANISMS.stream())
        .<SettingKey<?>>map(key -> key)
        .toList();
  }

  static ConnectionOptions connectionOptions(Settings settings) {
    long low = settings.get(LOW_WATERMARK);
    long high = settings.get(HIGH_WATERMARK);
    if (low > high) {
      throw new IllegalArgumentException(
          "setting " + LOW_WATERMARK.name() + " = " + low + " is above the high one, " + high);
    }
    long unsent = settings.get(UNSENT_LIMIT);
    if (unsent < high) {
      throw new IllegalArgumentException(
          "setting " + UNSENT_LIMIT.name() + " = " + unsent + " is below the high mark, " + high);
    }
    return new ConnectionOptions(
        settings.get(FRAME_MAX),
        settings.get(INITIAL_FRAME_MAX),
        settings.get(CHANNEL_MAX),
        settings.get(CHANNEL_MAX_PER_NODE),
        settings.get(CONNECTION_MAX),
        settings.get(HEARTBEAT),
        settings.get(HANDSHAKE_TIMEOUT),
        settings.get(REFUSAL_DELAY),
        unsent,
        MECHANISMS.stream().map(settings::get).filter(name -> !name.equals("none")).toList());
  }

  private static SettingKey<String> mechanism(int index, String defaultName) {
    return new SettingKey<>(
        "auth_mechanisms." + index,
        AmqpSettings::knownMechanism,
        defaultName,
        "A SASL mechanism that clients may log in with: PLAIN, AMQPLAIN, RABBIT-CR-DEMO or none.");
  }

  private static String knownMechanism(String name) {
    if (List.of("PLAIN", "AMQPLAIN", "RABBIT-CR-DEMO", "none").contains(name)) {
      return name;
    }
    throw new IllegalArgumentException("expected PLAIN, AMQPLAIN, RABBIT-CR-DEMO or none");
  }

  private static Function<String, Integer> zeroOr(int min) {
    return text -> text.strip().equals("0") ? 0 : integer(min, Integer.MAX_VALUE).apply(text);
  }

  /** 0 stands for no limit. */
  private static Integer numberOrInfinity(String text) {
    return text.strip().equals("infinity") ? 0 : integer(1, Integer.MAX_VALUE).apply(text);
  }
}
