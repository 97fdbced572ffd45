package io.motet.zmtp.peer;

import io.motet.zmtp.codec.Command;
import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.codec.ZmtpException;

/** What a peer is to the broker, by its socket type. On the peer's shard. */
public interface PeerRole {
  /** The handshake is done. */
  void open();

  /**
   * A message from the peer; valid during the call.
   *
   * @throws ZmtpException when such a peer may not send it
   */
  void message(FrameList frames);

  /**
   * A command that is none of the connection's own; valid during the call.
   *
   * @throws ZmtpException when such a peer may not send it
   */
  default void command(Command command) {
    throw new ZmtpException("unexpected command " + command.name());
  }

  /** Whether its messages bring new content: it is held back while the broker is short of room. */
  boolean publishes();

  /** The socket takes more, or no longer does. */
  default void writable(boolean writable) {}

  /** The connection is gone: gives everything back, writes nothing. Called once. */
  void close();
}
