package io.motet.zmtp.peer;

import io.motet.zmtp.codec.FrameList;
import java.util.function.Function;

/**
 * A peer whose socket type leaves open what it is, until its first message: a DEALER may be a
 * client, or a client or worker of Majordomo.
 */
public final class FirstMessagePeer implements PeerRole {
  private final Function<FrameList, PeerRole> choice;
  private PeerRole chosen;
  private boolean writable = true;

  /**
   * @param choice the role of a peer that sends this message first
   */
  public FirstMessagePeer(Function<FrameList, PeerRole> choice) {
    this.choice = choice;
  }

  @Override
  public void open() {}

  @Override
  public void message(FrameList frames) {
    if (chosen == null) {
      chosen = choice.apply(frames);
      chosen.open();
      if (!writable) {
        chosen.writable(false);
      }
    }
    chosen.message(frames);
  }

  @Override
  public boolean publishes() {
    return chosen == null || chosen.publishes();
  }

  @Override
  public void writable(boolean on) {
    writable = on;
    if (chosen != null) {
      chosen.writable(on);
    }
  }

  @Override
  public void close() {
    if (chosen != null) {
      chosen.close();
    }
  }
}
