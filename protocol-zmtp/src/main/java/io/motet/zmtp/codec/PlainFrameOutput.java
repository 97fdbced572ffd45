package io.motet.zmtp.codec;

import io.motet.broker.socket.ByteOutput;
import io.netty.buffer.ByteBuf;

/** Writes frames as they are: NULL and PLAIN, and every mechanism's handshake. */
public final class PlainFrameOutput implements FrameOutput {
  /** Up to this size a copy costs less than a buffer of its own. */
  private static final int COPY_LIMIT_BYTES = 4096;

  private final ByteOutput sink;
  private long frames;

  public PlainFrameOutput(ByteOutput sink) {
    this.sink = sink;
  }

  @Override
  public void frame(boolean more, byte[] body) {
    begin(more ? FrameFlags.MORE : 0, body.length, body.length).writeBytes(body);
  }

  @Override
  public void frame(boolean more, ByteBuf source, int index, int length) {
    int flags = more ? FrameFlags.MORE : 0;
    if (length <= COPY_LIMIT_BYTES) {
      begin(flags, length, length).writeBytes(source, index, length);
    } else {
      begin(flags, length, 0);
      sink.append(source.retainedSlice(index, length));
    }
  }

  @Override
  public void command(byte[] name, byte[] data) {
    int length = 1 + name.length + data.length;
    begin(FrameFlags.COMMAND, length, length)
        .writeByte(name.length)
        .writeBytes(name)
        .writeBytes(data);
  }

  @Override
  public long frames() {
    return frames;
  }

  private ByteBuf begin(int flags, int length, int room) {
    frames++;
    ByteBuf out = sink.room(FrameFlags.LONG_HEADER_BYTES + room);
    writeHeader(out, flags, length);
    return out;
  }

  /** The header of a frame, long only where it must be. */
  public static void writeHeader(ByteBuf out, int flags, int length) {
    if (length <= FrameFlags.SHORT_MAX_BYTES) {
      out.writeByte(flags).writeByte(length);
    } else {
      out.writeByte(flags | FrameFlags.LONG).writeLong(length);
    }
  }
}
