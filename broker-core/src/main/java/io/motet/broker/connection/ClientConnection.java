package io.motet.broker.connection;

import io.motet.broker.shard.Shard;
import java.util.List;
import java.util.Map;

/**
 * A client's connection, as management and the model see it. Any thread, but for its shard's state.
 */
public interface ClientConnection {
  /** Unique over the life of the process. */
  long id();

  /** For example {@code 127.0.0.1:39748 -> 127.0.0.1:5672}. */
  String name();

  Shard shard();

  String user();

  String virtualHost();

  /** For example {@code AMQP 0-9-1}. */
  String protocol();

  String peerHost();

  int peerPort();

  String host();

  int port();

  boolean ssl();

  /** {@code running}, {@code blocked}, {@code blocking}, {@code flow}, {@code closing} … */
  String state();

  long connectedAtMillis();

  /** What the client said of itself. */
  Map<String, Object> clientProperties();

  /** Further fields of the management API: auth_mechanism, frame_max, channel_max, timeout … */
  Map<String, Object> details();

  ConnectionCounters counters();

  List<? extends ClientChannel> channels();

  /** Tells the client that an operator closes it, and why, then closes. */
  void close(String reason);
}
