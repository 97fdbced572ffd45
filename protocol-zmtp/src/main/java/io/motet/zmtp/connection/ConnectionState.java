package io.motet.zmtp.connection;

import io.motet.zmtp.codec.Command;
import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.codec.ZmtpException;

/**
 * What a connection does with frames, by how far it has come: {@link GreetingState}, then one of
 * {@link NullState}, {@link PlainState}, {@link CurveState}, {@link LegacyState}, then {@link
 * OpenState}; {@link ClosedState} in the end. On the connection's shard.
 */
sealed interface ConnectionState
    permits GreetingState, NullState, PlainState, CurveState, LegacyState, OpenState, ClosedState {
  /** As management and the log name it. */
  String name();

  /** A command. Throws {@link ZmtpException} where it is out of place or wrong. */
  default void command(Command command) {
    throw new ZmtpException("unexpected command " + command.name() + " in state " + name());
  }

  /** A message. Throws {@link ZmtpException} where it is out of place. */
  default void message(FrameList frames) {
    throw new ZmtpException("a message in state " + name());
  }

  /** Whether the handshake is done and the connection not at its end. */
  default boolean isOpen() {
    return false;
  }
}
