package io.motet.zmtp.curve;

import io.motet.zmtp.codec.Command;
import io.motet.zmtp.codec.FrameLimits;
import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.codec.FrameListener;
import io.motet.zmtp.codec.ZmtpException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Opens MESSAGEs and puts the frames in them together to messages, within the limits that hold for
 * frames outside of boxes. Not thread-safe.
 */
public final class CurveReader implements FrameListener {
  private final CurveSession session;
  private final FrameLimits limits;
  private final FrameListener listener;
  private final FrameList frames = new FrameList();
  private final Command command = new Command();
  private ByteBuf bytes = Unpooled.buffer();

  /**
   * @param listener is handed what was in the boxes
   */
  public CurveReader(CurveSession session, FrameLimits limits, FrameListener listener) {
    this.session = session;
    this.limits = limits;
    this.listener = listener;
  }

  /** What may come outside of boxes: single frames, as large as a frame or command in a box. */
  public static FrameLimits outerLimits(FrameLimits inner) {
    long overhead =
        (long) CurveMessage.HEAD_BYTES + CurveSession.NUMBER_BYTES + Box.OVERHEAD_BYTES + 1;
    long largest = Math.max(inner.frameBytes(), inner.commandBytes()) + overhead;
    return new FrameLimits(largest, largest, 1, largest);
  }

  @Override
  public void command(Command outer) {
    if (!CurveMessage.is(outer)) {
      throw new ZmtpException("command " + outer.name() + " outside of a box");
    }
    open(outer);
  }

  @Override
  public void message(FrameList outside) {
    Command outer = command.over(outside.source(), outside.index(0), outside.length(0));
    if (!CurveMessage.is(outer)) {
      throw new ZmtpException("a message outside of a box");
    }
    open(outer);
  }

  private void open(Command outer) {
    byte[] plaintext = session.open(outer.data());
    if ((plaintext[0] & CurveFlags.COMMAND) != 0) {
      int length = plaintext.length - 1;
      if (length > limits.commandBytes()) {
        throw new ZmtpException("a command of " + length + " bytes in a box");
      }
      listener.command(command.over(Unpooled.wrappedBuffer(plaintext), 1, length));
    } else {
      frame((plaintext[0] & CurveFlags.MORE) != 0, plaintext);
    }
  }

  private void frame(boolean more, byte[] plaintext) {
    int length = plaintext.length - 1;
    if (length > limits.frameBytes()
        || frames.count() == limits.frames()
        || bytes.readableBytes() + (long) length > limits.messageBytes()) {
      throw new ZmtpException("a frame or message in boxes that crosses a limit");
    }
    frames.add(bytes.writerIndex(), length);
    bytes.writeBytes(plaintext, 1, length);
    if (!more) {
      ByteBuf whole = bytes;
      bytes = Unpooled.buffer();
      try {
        listener.message(frames.over(whole, 0));
      } finally {
        frames.clear();
      }
    }
  }
}
