package io.motet.amqp.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Cuts a byte stream into frames without an object per frame: whole frames are handed on where they
 * lie in the read buffer, a frame that straddles two reads is put together first, body frames are
 * streamed. Holds no buffer between frames. One per connection, on its thread.
 */
public final class FrameDecoder implements AutoCloseable {
  /** Largest method or header frame when the peers agreed on no limit. */
  static final int UNLIMITED_FRAME_BYTES = 16 << 20;

  private static final int FIRST_ASSEMBLY_BYTES = 1024;

  private final FrameListener listener;
  private final ByteBufAllocator allocator;
  private long maxFrameBytes;
  private boolean paused;
  private boolean broken;

  private int prefixBytes;
  private long prefix;
  private int type;
  private int channel;
  private int payloadBytes;
  private int bodyLeftBytes;
  private ByteBuf assembly;

  /**
   * @param maxFrameBytes as negotiated, 0 for no limit
   */
  public FrameDecoder(FrameListener listener, ByteBufAllocator allocator, long maxFrameBytes) {
    this.listener = listener;
    this.allocator = allocator;
    this.maxFrameBytes = maxFrameBytes;
  }

  /** Changes the limit, from the next frame on. */
  public void maxFrameBytes(long limit) {
    maxFrameBytes = limit;
  }

  /** While paused, {@link #decode} returns after the current frame and leaves the rest unread. */
  public void paused(boolean value) {
    paused = value;
  }

  /** Reads frames until the buffer is empty, paused or broken. Takes no ownership. */
  public void decode(ByteBuf in) {
    while (!paused && !broken && readPrefix(in) && readPayload(in)) {
      prefixBytes = 0;
    }
    if (broken) {
      in.skipBytes(in.readableBytes());
    }
  }

  /** Drops what was put together so far; nothing is read after it. */
  @Override
  public void close() {
    broken = true;
    releaseAssembly();
  }

  private boolean readPrefix(ByteBuf in) {
    if (prefixBytes == Frames.PREFIX_BYTES) {
      return true;
    }
    if (prefixBytes == 0 && in.readableBytes() >= Frames.PREFIX_BYTES) {
      type = in.readUnsignedByte();
      channel = in.readUnsignedShort();
      return acceptSize(in.readUnsignedInt());
    }
    while (in.isReadable()) {
      prefix = prefix << 8 | in.readUnsignedByte();
      if (++prefixBytes == Frames.PREFIX_BYTES) {
        type = (int) (prefix >>> 48) & 0xFF;
        channel = (int) (prefix >>> 32) & 0xFFFF;
        return acceptSize(prefix & 0xFFFFFFFFL);
      }
    }
    return false;
  }

  /** Allows the payload to be as large as the frame should be, since clients get that wrong. */
  private boolean acceptSize(long size) {
    prefixBytes = Frames.PREFIX_BYTES;
    long limit = maxFrameBytes;
    if (limit == 0) {
      limit = type == Frames.BODY ? Integer.MAX_VALUE - 1 : UNLIMITED_FRAME_BYTES;
    }
    if (size > limit) {
      long allowed = limit - Frames.OVERHEAD_BYTES;
      fail("all octets = <<>>: {frame_too_large," + size + "," + allowed + "}");
      return false;
    }
    payloadBytes = (int) size;
    bodyLeftBytes = payloadBytes;
    return true;
  }

  /** Returns whether the frame is complete. */
  private boolean readPayload(ByteBuf in) {
    if (type == Frames.BODY) {
      return readBody(in);
    }
    if (assembly != null) {
      return assemble(in);
    }
    if (in.readableBytes() <= payloadBytes) {
      assembly =
          allocator.directBuffer(
              Math.min(FIRST_ASSEMBLY_BYTES, payloadBytes + 1), payloadBytes + 1);
      return assemble(in);
    }
    int index = in.readerIndex();
    in.skipBytes(payloadBytes + 1);
    return deliver(in, index);
  }

  private boolean assemble(ByteBuf in) {
    int wanted = payloadBytes + 1 - assembly.readableBytes();
    assembly.writeBytes(in, Math.min(wanted, in.readableBytes()));
    if (assembly.readableBytes() <= payloadBytes) {
      return false;
    }
    ByteBuf whole = assembly;
    assembly = null;
    try {
      return deliver(whole, 0);
    } finally {
      whole.release();
    }
  }

  private boolean deliver(ByteBuf source, int index) {
    int end = source.getUnsignedByte(index + payloadBytes);
    if (end != Frames.END) {
      failEnd(source, index, payloadBytes, end);
      return false;
    }
    listener.frame(type, channel, source, index, payloadBytes);
    return true;
  }

  private boolean readBody(ByteBuf in) {
    int index = in.readerIndex();
    int readable = in.readableBytes();
    if (readable <= bodyLeftBytes) {
      in.skipBytes(readable);
      bodyLeftBytes -= readable;
      if (readable > 0) {
        listener.body(channel, in, index, readable, false);
      }
      return false;
    }
    int length = bodyLeftBytes;
    in.skipBytes(length + 1);
    int end = in.getUnsignedByte(index + length);
    if (end != Frames.END) {
      failEnd(in, index, length, end);
      return false;
    }
    listener.body(channel, in, index, length, true);
    return true;
  }

  private void failEnd(ByteBuf source, int index, int length, int end) {
    fail(snippet(source, index, length) + ": {invalid_frame_end_marker," + end + "}");
  }

  private void fail(String what) {
    broken = true;
    listener.broken(
        new AmqpException(ReplyCode.FRAME_ERROR, "type " + type + ", " + what), channel);
  }

  /** The beginning of a payload as RabbitMQ's error texts show it. */
  public static String snippet(ByteBuf source, int index, int length) {
    return length <= 16
        ? "all octets = " + ErlangTerm.binary(source, index, length)
        : "first 16 octets = " + ErlangTerm.binary(source, index, 16);
  }

  private void releaseAssembly() {
    if (assembly != null) {
      assembly.release();
      assembly = null;
    }
  }
}
