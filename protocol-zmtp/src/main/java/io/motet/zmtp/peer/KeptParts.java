package io.motet.zmtp.peer;

import io.motet.broker.message.Message;
import io.motet.zmtp.codec.FrameOutput;
import io.motet.zmtp.message.MessageFrames;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts of a reply, kept for a requester that can take one message only. Holds references until
 * {@link #release}. On one shard.
 */
public final class KeptParts {
  private final int most;
  private List<Message> parts;

  /**
   * @param most how many are kept
   */
  public KeptParts(int most) {
    this.most = most;
  }

  /** Keeps a part; false when there are too many. */
  public boolean add(Message part) {
    if (parts == null) {
      parts = new ArrayList<>();
    }
    if (parts.size() == most) {
      return false;
    }
    parts.add(part.retain());
    return true;
  }

  /** Writes and releases them; the last part of the reply must follow. */
  public void write(FrameOutput out) {
    if (parts != null) {
      MessageFrames frames = new MessageFrames();
      parts.forEach(part -> FrameCopies.write(frames.read(part), out, true));
      release();
    }
  }

  /** Gives them back. */
  public void release() {
    if (parts != null) {
      parts.forEach(Message::release);
      parts = null;
    }
  }
}
