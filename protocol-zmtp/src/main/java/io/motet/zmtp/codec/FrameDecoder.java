package io.motet.zmtp.codec;

import io.netty.buffer.ByteBuf;

/**
 * Finds frames in a byte stream (RFC 37, 2.4; the same in ZMTP 2.0, which has no commands). A
 * message is handed over when all its frames are there; until then its bytes stay in the buffer,
 * unmoved. Remembers how far it looked, so nothing is looked at twice. Not thread-safe.
 */
public final class FrameDecoder {
  private final FrameListener listener;
  private final FrameList frames = new FrameList();
  private final Command command = new Command();
  private FrameLimits limits;
  private boolean paused;
  private boolean closed;

  /** Bytes from the buffer's reader index on that belong to frames already found. */
  private int scanned;

  private long messageBytes;
  private long missing;

  public FrameDecoder(FrameListener listener, FrameLimits limits) {
    this.listener = listener;
    this.limits = limits;
  }

  /** Counts for frames to come. */
  public void limits(FrameLimits changed) {
    limits = changed;
  }

  /** While paused nothing is handed over. */
  public void paused(boolean on) {
    paused = on;
  }

  /** Hands over nothing any more. */
  public void close() {
    closed = true;
  }

  /** How many bytes more, at least, the frame needs that comes in now; 0 when not known. */
  public long missingBytes() {
    return missing;
  }

  /**
   * Hands over what is whole and moves the reader index past it.
   *
   * @throws ZmtpException when the stream is malformed or crosses a limit
   */
  public void decode(ByteBuf in) {
    while (!paused && !closed && decodeFrame(in)) {
      // The next one.
    }
  }

  private boolean decodeFrame(ByteBuf in) {
    int start = in.readerIndex() + scanned;
    int available = in.writerIndex() - start;
    missing = 0;
    if (available < FrameFlags.SHORT_HEADER_BYTES) {
      return false;
    }
    int flags = in.getUnsignedByte(start);
    check(flags);
    boolean isLong = (flags & FrameFlags.LONG) != 0;
    int header = isLong ? FrameFlags.LONG_HEADER_BYTES : FrameFlags.SHORT_HEADER_BYTES;
    if (available < header) {
      return false;
    }
    long length = isLong ? in.getLong(start + 1) : in.getUnsignedByte(start + 1);
    checkLength(flags, length);
    if (available - header < length) {
      missing = length - (available - header);
      return false;
    }
    take(in, flags, header, (int) length);
    return true;
  }

  private static void check(int flags) {
    if ((flags & ~FrameFlags.KNOWN) != 0) {
      throw new ZmtpException("a frame with reserved flags, " + flags);
    }
    if ((flags & FrameFlags.COMMAND) != 0 && (flags & FrameFlags.MORE) != 0) {
      throw new ZmtpException("a command of several frames");
    }
  }

  private void checkLength(int flags, long length) {
    boolean isCommand = (flags & FrameFlags.COMMAND) != 0;
    long most = isCommand ? limits.commandBytes() : limits.frameBytes();
    if (length < 0 || length > most) {
      throw new ZmtpException(
          (isCommand ? "a command of " : "a frame of ")
              + Long.toUnsignedString(length)
              + " bytes; the limit is "
              + most);
    }
    if (isCommand) {
      return;
    }
    if (frames.count() == limits.frames()) {
      throw new ZmtpException("a message of more than " + limits.frames() + " frames");
    }
    if (messageBytes + length > limits.messageBytes()) {
      throw new ZmtpException("a message of more than " + limits.messageBytes() + " bytes");
    }
  }

  private void take(ByteBuf in, int flags, int header, int length) {
    int bodyOffset = scanned + header;
    if ((flags & FrameFlags.COMMAND) != 0) {
      int index = in.readerIndex() + bodyOffset;
      scanned = bodyOffset + length;
      boolean betweenMessages = frames.count() == 0;
      listener.command(command.over(in, index, length));
      if (betweenMessages) {
        consume(in);
      }
      return;
    }
    frames.add(bodyOffset, length);
    messageBytes += length;
    scanned = bodyOffset + length;
    if ((flags & FrameFlags.MORE) == 0) {
      try {
        listener.message(frames.over(in, in.readerIndex()));
      } finally {
        frames.clear();
        messageBytes = 0;
        consume(in);
      }
    }
  }

  private void consume(ByteBuf in) {
    in.skipBytes(scanned);
    scanned = 0;
  }
}
