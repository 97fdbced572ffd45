package io.motet.zmtp;

import static io.motet.broker.settings.SettingParsers.bool;
import static io.motet.broker.settings.SettingParsers.bytes;
import static io.motet.broker.settings.SettingParsers.durationMillis;
import static io.motet.broker.settings.SettingParsers.integer;
import static io.motet.broker.settings.SettingParsers.listenAddress;
import static io.motet.broker.settings.SettingParsers.text;

import io.motet.broker.settings.ListenAddress;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.zmtp.codec.FrameLimits;
import io.motet.zmtp.connection.ConnectionOptions;
import io.motet.zmtp.connection.CurveOptions;
import io.motet.zmtp.curve.Z85;
import io.motet.zmtp.peer.PeerOptions;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The settings of ZMTP listeners, connections and roles. */
final class ZmtpSettings {
  static final SettingKey<ListenAddress> DEFAULT_LISTENER =
      new SettingKey<>(
          "zmtp.listeners.tcp.default",
          listenAddress(),
          "5555",
          "Where ZeroMQ peers connect: a port, address:port, or none.");

  static final SettingKey<ListenAddress> LISTENERS =
      new SettingKey<>(
          "zmtp.listeners.tcp.*",
          listenAddress(),
          "none",
          "A further port for ZeroMQ peers, who mean the queue of that name.");

  static final SettingKey<Boolean> DURABLE =
      new SettingKey<>(
          "zmtp.durable.*",
          bool(),
          "false",
          "Whether the peers of that listener declare durable queues and send durable messages.");

  static final SettingKey<PeerAddress> CONNECT =
      new SettingKey<>(
          "zmtp.connect.*",
          PeerAddress::parse,
          "127.0.0.1:5555",
          "host:port of a ZeroMQ peer that binds, which the broker connects to for the queue of"
              + " that name.");

  static final SettingKey<Long> RECONNECT_MIN =
      new SettingKey<>(
          "zmtp.reconnect.min.ms",
          durationMillis(1, 3_600_000),
          "100",
          "How soon a connection to a peer that binds is tried again; doubles each time.");

  static final SettingKey<Long> RECONNECT_MAX =
      new SettingKey<>(
          "zmtp.reconnect.max.ms",
          durationMillis(1, 3_600_000),
          "10000",
          "The longest time between two such tries.");

  static final SettingKey<String> VIRTUAL_HOST =
      new SettingKey<>(
          "zmtp.vhost", text(), "/", "The virtual host of ZeroMQ peers that name no other.");

  static final SettingKey<String> ANONYMOUS_USER =
      new SettingKey<>(
          "zmtp.anonymous.user",
          text(),
          "guest",
          "The user that ZeroMQ peers are who do not say who they are (NULL); none refuses them.");

  static final SettingKey<Set<String>> MECHANISMS =
      new SettingKey<>(
          "zmtp.mechanisms",
          ZmtpSettings::mechanisms,
          "NULL, PLAIN, CURVE",
          "The security mechanisms of ZeroMQ peers, separated by commas.");

  static final SettingKey<String> CURVE_SECRET_KEY =
      new SettingKey<>(
          "zmtp.curve.secret.key",
          ZmtpSettings::keyOrNone,
          "",
          "The broker's secret key for CURVE, 40 characters (Z85); empty switches CURVE off.");

  static final SettingKey<String> CURVE_USERS =
      new SettingKey<>(
          "zmtp.curve.users.*",
          ZmtpSettings::keyOrNone,
          "",
          "The public key of the CURVE peers that are this user, 40 characters (Z85).");

  static final SettingKey<Boolean> CURVE_UNKNOWN_KEYS =
      new SettingKey<>(
          "zmtp.curve.unknown.keys",
          bool(),
          "false",
          "Whether CURVE peers with other keys are let in, as the anonymous user.");

  static final SettingKey<Long> MAX_FRAME =
      new SettingKey<>(
          "zmtp.max.frame.bytes",
          bytes(1024, 1L << 30),
          "128MiB",
          "Largest frame of a ZeroMQ message; one above it ends the connection.");

  static final SettingKey<Integer> MAX_FRAMES =
      new SettingKey<>(
          "zmtp.max.frames", integer(8, 65535), "1024", "Most frames of one ZeroMQ message.");

  static final SettingKey<Long> MAX_MESSAGE =
      new SettingKey<>(
          "zmtp.max.message.bytes",
          bytes(1024, 1L << 30),
          "128MiB",
          "Largest ZeroMQ message, all frames together.");

  static final SettingKey<Integer> MAX_PEERS =
      new SettingKey<>(
          "zmtp.max.peers", integer(1, Integer.MAX_VALUE), "65536", "Most ZeroMQ connections.");

  static final SettingKey<Integer> MAX_METADATA =
      new SettingKey<>(
          "zmtp.max.metadata.bytes",
          text -> bytes(256, 1 << 20).apply(text).intValue(),
          "8KiB",
          "Bytes of the properties that a ZeroMQ peer may send in its handshake.");

  static final SettingKey<Integer> MAX_PROPERTIES =
      new SettingKey<>(
          "zmtp.max.properties",
          integer(2, 1024),
          "64",
          "Most properties that a ZeroMQ peer may send in its handshake.");

  static final SettingKey<Long> HANDSHAKE_TIMEOUT =
      new SettingKey<>(
          "zmtp.handshake.timeout.ms",
          durationMillis(1, Integer.MAX_VALUE),
          "30000",
          "Time from accepting a ZeroMQ peer's socket to the end of its handshake.");

  static final SettingKey<Long> REFUSAL_DELAY =
      new SettingKey<>(
          "zmtp.refusal.delay.ms",
          durationMillis(0, 60_000),
          "1000",
          "How long a ZeroMQ peer that did wrong is kept waiting before it may try again.");

  static final SettingKey<Long> HEARTBEAT_INTERVAL =
      new SettingKey<>(
          "zmtp.heartbeat.interval.ms",
          durationMillis(0, Integer.MAX_VALUE),
          "30000",
          "Silence after which a ZeroMQ peer is pinged; 0 for never.");

  static final SettingKey<Long> HEARTBEAT_TIMEOUT =
      new SettingKey<>(
          "zmtp.heartbeat.timeout.ms",
          durationMillis(1, Integer.MAX_VALUE),
          "30000",
          "How long a ZeroMQ peer that was pinged may stay silent.");

  static final SettingKey<Long> REQUEST_TIMEOUT =
      new SettingKey<>(
          "zmtp.request.timeout.ms",
          durationMillis(0, Integer.MAX_VALUE),
          "60000",
          "How long a ZeroMQ request may wait for its reply; 0 for no limit.");

  static final SettingKey<Integer> MAX_PENDING =
      new SettingKey<>(
          "zmtp.max.pending.requests",
          integer(1, Integer.MAX_VALUE),
          "10000",
          "Unanswered requests of one ZeroMQ peer above which it is not read.");

  static final SettingKey<Integer> MAX_REPLY_PARTS =
      new SettingKey<>(
          "zmtp.max.reply.parts",
          integer(1, 65535),
          "1024",
          "Parts of a reply that are kept for a ZeroMQ requester that takes one message only.");

  static final SettingKey<Boolean> FAILURE_REPLIES =
      new SettingKey<>(
          "zmtp.failure.replies",
          bool(),
          "true",
          "Whether a ZeroMQ request that fails or times out is answered with a message that says"
              + " so.");

  static final SettingKey<Integer> PUSH_HIGH_WATERMARK =
      new SettingKey<>(
          "zmtp.push.high.watermark",
          integer(0, Integer.MAX_VALUE),
          "100000",
          "Messages that wait in a queue before its PUSH peers are not read; 0 for no limit.");

  static final SettingKey<Integer> PULL_PREFETCH =
      new SettingKey<>(
          "zmtp.pull.prefetch",
          integer(1, 65535),
          "1000",
          "Messages on their way to a PULL peer that the system has not taken yet.");

  static final SettingKey<Integer> ROUTER_PREFETCH =
      new SettingKey<>(
          "zmtp.router.prefetch",
          integer(1, 65535),
          "100",
          "Requests that a ROUTER worker has at a time.");

  static final SettingKey<Integer> MAX_SUBSCRIPTIONS =
      new SettingKey<>(
          "zmtp.max.subscriptions",
          integer(1, Integer.MAX_VALUE),
          "10000",
          "Most subscriptions of one SUB peer.");

  static final SettingKey<Integer> MAX_SUBSCRIPTION_BYTES =
      new SettingKey<>(
          "zmtp.max.subscription.bytes",
          text -> bytes(1, 1 << 20).apply(text).intValue(),
          "4KiB",
          "Longest topic that a SUB peer may subscribe to.");

  static final SettingKey<Integer> SUBSCRIBER_QUEUE =
      new SettingKey<>(
          "zmtp.subscriber.queue.length",
          integer(1, Integer.MAX_VALUE),
          "10000",
          "Messages that wait for a slow SUB peer; the oldest are dropped beyond.");

  static final SettingKey<String> PUBSUB_EXCHANGE =
      new SettingKey<>(
          "zmtp.pubsub.exchange",
          text(),
          "zmtp.pubsub",
          "The exchange that PUB peers publish to and SUB peers hear.");

  static final SettingKey<String> JOINED_EXCHANGE =
      new SettingKey<>(
          "zmtp.pubsub.joined",
          text(),
          "amq.topic",
          "The topic exchange that it is bound to, both ways, when it is made; or none.");

  static final SettingKey<Long> MAJORDOMO_HEARTBEAT =
      new SettingKey<>(
          "zmtp.majordomo.heartbeat.ms",
          durationMillis(10, 3_600_000),
          "2500",
          "Time between two heartbeats of Majordomo workers.");

  static final SettingKey<Integer> MAJORDOMO_LIVENESS =
      new SettingKey<>(
          "zmtp.majordomo.liveness",
          integer(1, 1000),
          "3",
          "Heartbeats in a row that a waiting Majordomo worker may miss.");

  static final SettingKey<Long> TITANIC_EXPIRES =
      new SettingKey<>(
          "zmtp.titanic.expires.ms",
          durationMillis(1000, Integer.MAX_VALUE),
          "7d",
          "How long Titanic keeps a request's place that nobody asks for.");

  static final SettingKey<Integer> BACKLOG =
      new SettingKey<>(
          "zmtp.backlog",
          integer(1, 65535),
          "1024",
          "ZeroMQ connections that the system queues before they are accepted.");

  static final SettingKey<Long> HIGH_WATERMARK =
      new SettingKey<>(
          "zmtp.high.watermark.bytes",
          bytes(1024, 1L << 30),
          "256KiB",
          "Unsent bytes from which messages to a ZeroMQ peer are held.");

  static final SettingKey<Long> LOW_WATERMARK =
      new SettingKey<>(
          "zmtp.low.watermark.bytes",
          bytes(0, 1L << 30),
          "64KiB",
          "Unsent bytes down to which they stay held.");

  static final SettingKey<Long> DRAIN_TIMEOUT =
      new SettingKey<>(
          "zmtp.drain.timeout.ms",
          durationMillis(0, 60_000),
          "2000",
          "How long the ends of ZeroMQ connections may take when the broker stops.");

  private static final List<String> KNOWN_MECHANISMS = List.of("NULL", "PLAIN", "CURVE");

  private ZmtpSettings() {}

  static List<SettingKey<?>> keys() {
    return List.of(
        DEFAULT_LISTENER,
        LISTENERS,
        DURABLE,
        CONNECT,
        RECONNECT_MIN,
        RECONNECT_MAX,
        VIRTUAL_HOST,
        ANONYMOUS_USER,
        MECHANISMS,
        CURVE_SECRET_KEY,
        CURVE_USERS,
        CURVE_UNKNOWN_KEYS,
        MAX_FRAME,
        MAX_FRAMES,
        MAX_MESSAGE,
        MAX_PEERS,
        MAX_METADATA,
        MAX_PROPERTIES,
        HANDSHAKE_TIMEOUT,
        REFUSAL_DELAY,
        HEARTBEAT_INTERVAL,
        HEARTBEAT_TIMEOUT,
        REQUEST_TIMEOUT,
        MAX_PENDING,
        MAX_REPLY_PARTS,
        FAILURE_REPLIES,
        PUSH_HIGH_WATERMARK,
        PULL_PREFETCH,
        ROUTER_PREFETCH,
        MAX_SUBSCRIPTIONS,
        MAX_SUBSCRIPTION_BYTES,
        SUBSCRIBER_QUEUE,
        PUBSUB_EXCHANGE,
        JOINED_EXCHANGE,
        MAJORDOMO_HEARTBEAT,
        MAJORDOMO_LIVENESS,
        TITANIC_EXPIRES,
        BACKLOG,
        HIGH_WATERMARK,
        LOW_WATERMARK,
        DRAIN_TIMEOUT);
  }

  private static Set<String> mechanisms(String text) {
    Set<String> names = new LinkedHashSet<>();
    Arrays.stream(text.split(","))
        .map(name -> name.strip().toUpperCase(Locale.ROOT))
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    if (names.isEmpty() || !KNOWN_MECHANISMS.containsAll(names)) {
      throw new IllegalArgumentException("expected some of " + String.join(", ", KNOWN_MECHANISMS));
    }
    return names;
  }

  static ConnectionOptions connectionOptions(Settings settings) {
    String anonymous = settings.get(ANONYMOUS_USER);
    return new ConnectionOptions(
        settings.get(MECHANISMS),
        anonymous.equals("none") ? null : anonymous,
        settings.get(VIRTUAL_HOST),
        curveOptions(settings),
        limits(settings),
        settings.get(MAX_PEERS),
        settings.get(MAX_METADATA),
        settings.get(MAX_PROPERTIES),
        settings.get(HANDSHAKE_TIMEOUT),
        settings.get(REFUSAL_DELAY),
        settings.get(HEARTBEAT_INTERVAL),
        settings.get(HEARTBEAT_TIMEOUT));
  }

  private static String keyOrNone(String text) {
    if (!text.isEmpty()) {
      Z85.decodeKey(text);
    }
    return text.strip();
  }

  private static CurveOptions curveOptions(Settings settings) {
    String secret = settings.get(CURVE_SECRET_KEY);
    Map<ByteBuffer, String> users = new HashMap<>();
    settings
        .family(CURVE_USERS)
        .forEach(
            (user, key) -> {
              if (!key.isEmpty()) {
                users.put(ByteBuffer.wrap(Z85.decodeKey(key)), user);
              }
            });
    return new CurveOptions(
        secret.isEmpty() ? null : Z85.decodeKey(secret), users, settings.get(CURVE_UNKNOWN_KEYS));
  }

  /** A command other than a mechanism's own is never larger than the longest subscription. */
  private static FrameLimits limits(Settings settings) {
    long command = settings.get(MAX_SUBSCRIPTION_BYTES) + 16L;
    return new FrameLimits(
        settings.get(MAX_FRAME), command, settings.get(MAX_FRAMES), settings.get(MAX_MESSAGE));
  }

  static PeerOptions peerOptions(Settings settings) {
    String joined = settings.get(JOINED_EXCHANGE);
    return new PeerOptions(
        settings.get(REQUEST_TIMEOUT),
        settings.get(MAX_PENDING),
        settings.get(MAX_REPLY_PARTS),
        settings.get(FAILURE_REPLIES),
        settings.get(PUSH_HIGH_WATERMARK),
        settings.get(PULL_PREFETCH),
        settings.get(ROUTER_PREFETCH),
        settings.get(MAX_SUBSCRIPTIONS),
        settings.get(MAX_SUBSCRIPTION_BYTES),
        settings.get(SUBSCRIBER_QUEUE),
        settings.get(PUBSUB_EXCHANGE),
        joined.equals("none") ? null : joined,
        settings.get(MAJORDOMO_HEARTBEAT),
        settings.get(MAJORDOMO_LIVENESS),
        settings.get(TITANIC_EXPIRES));
  }
}
