package io.motet.zmtp.connection;

import io.motet.zmtp.codec.Command;
import io.motet.zmtp.codec.FrameList;

/** The connection ends: nothing is taken any more. */
final class ClosedState implements ConnectionState {
  @Override
  public String name() {
    return "closing";
  }

  @Override
  public void command(Command command) {}

  @Override
  public void message(FrameList frames) {}
}
