package io.motet.zmtp.curve;

import io.motet.broker.socket.ByteOutput;
import io.motet.zmtp.codec.FrameOutput;
import io.motet.zmtp.codec.PlainFrameOutput;
import io.netty.buffer.ByteBuf;

/** Writes every frame and command as a MESSAGE with a box in it (RFC 26). */
public final class CurveFrameOutput implements FrameOutput {
  private static final byte[] NO_BYTES = {};

  private final PlainFrameOutput output;
  private final CurveSession session;

  public CurveFrameOutput(ByteOutput sink, CurveSession session) {
    output = new PlainFrameOutput(sink);
    this.session = session;
  }

  @Override
  public void frame(boolean more, byte[] body) {
    send(more ? CurveFlags.MORE : 0, NO_BYTES, body);
  }

  @Override
  public void frame(boolean more, ByteBuf source, int index, int length) {
    byte[] body = new byte[length];
    source.getBytes(index, body);
    frame(more, body);
  }

  @Override
  public void command(byte[] name, byte[] data) {
    byte[] head = new byte[1 + name.length];
    head[0] = (byte) name.length;
    System.arraycopy(name, 0, head, 1, name.length);
    send(CurveFlags.COMMAND, head, data);
  }

  private void send(int flags, byte[] head, byte[] body) {
    byte[] plaintext = new byte[1 + head.length + body.length];
    plaintext[0] = (byte) flags;
    System.arraycopy(head, 0, plaintext, 1, head.length);
    System.arraycopy(body, 0, plaintext, 1 + head.length, body.length);
    output.frame(false, CurveMessage.encode(session.seal(plaintext)));
  }

  @Override
  public long frames() {
    return output.frames();
  }
}
