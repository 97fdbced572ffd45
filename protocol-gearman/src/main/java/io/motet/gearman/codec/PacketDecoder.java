package io.motet.gearman.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/**
 * Cuts a stream of bytes into packets and text lines. A packet is a header of 12 bytes (magic,
 * type, size) and its data; whatever does not begin with a zero byte is a line of the text
 * protocol.
 *
 * <p>A packet that came whole is shown where it lies; only what is cut by the end of a read is
 * copied, into a buffer that grows as data comes and not because a header promises it.
 */
public final class PacketDecoder {
  public static final int HEADER_BYTES = 12;

  /** {@code \0REQ} and {@code \0RES}. */
  public static final int REQUEST_MAGIC = 0x00524551;

  public static final int RESPONSE_MAGIC = 0x00524553;

  private final ByteBufAllocator allocator;
  private final int maxPacketBytes;
  private final int maxLineBytes;
  private final PacketListener listener;
  private ByteBuf kept;
  private boolean paused;
  private boolean closed;

  /**
   * @param maxPacketBytes largest data of a packet
   * @param maxLineBytes longest text line
   */
  public PacketDecoder(
      ByteBufAllocator allocator, int maxPacketBytes, int maxLineBytes, PacketListener listener) {
    this.allocator = allocator;
    this.maxPacketBytes = maxPacketBytes;
    this.maxLineBytes = maxLineBytes;
    this.listener = listener;
  }

  /** Takes bytes in, and their ownership. */
  public void decode(ByteBuf bytes) {
    if (closed) {
      bytes.release();
      return;
    }
    if (kept == null) {
      run(bytes);
      keepRest(bytes);
      return;
    }
    kept.discardSomeReadBytes();
    kept.writeBytes(bytes);
    bytes.release();
    runKept();
  }

  /** Stops after the packet at hand, and keeps what comes; {@link #resume} goes on. */
  public void pause() {
    paused = true;
  }

  /** Goes on with what was kept. */
  public void resume() {
    paused = false;
    if (kept != null && !closed) {
      runKept();
    }
  }

  /** Drops what is kept and all that comes. */
  public void close() {
    closed = true;
    if (kept != null) {
      kept.release();
      kept = null;
    }
  }

  private void runKept() {
    ByteBuf mine = kept;
    kept = null;
    run(mine);
    if (closed || !mine.isReadable()) {
      mine.release();
    } else {
      kept = mine;
    }
  }

  private void keepRest(ByteBuf bytes) {
    if (!closed && bytes.isReadable()) {
      kept = allocator.buffer(bytes.readableBytes());
      kept.writeBytes(bytes);
    }
    bytes.release();
  }

  private void run(ByteBuf in) {
    boolean found = true;
    while (found && !closed && !paused && in.isReadable()) {
      found = in.getByte(in.readerIndex()) == 0 ? packet(in) : line(in);
    }
  }

  /** Shows one packet; false when it is not whole. */
  private boolean packet(ByteBuf in) {
    int start = in.readerIndex();
    if (in.readableBytes() < HEADER_BYTES) {
      return false;
    }
    int magic = in.getInt(start);
    int type = in.getInt(start + 4);
    long size = in.getUnsignedInt(start + 8);
    if (magic != REQUEST_MAGIC && magic != RESPONSE_MAGIC) {
      refuse("bad magic");
      return false;
    }
    if (type <= 0 || type >= PacketType.END) {
      refuse("no packet type " + type);
      return false;
    }
    if (size > maxPacketBytes) {
      close();
      listener.tooLarge(size);
      return false;
    }
    if (in.readableBytes() - HEADER_BYTES < size) {
      return false;
    }
    in.skipBytes(HEADER_BYTES + (int) size);
    if (magic == RESPONSE_MAGIC) {
      listener.responseMagic();
    } else {
      listener.packet(type, in, start + HEADER_BYTES, (int) size);
    }
    return true;
  }

  /** Shows one line; false when its end has not come. */
  private boolean line(ByteBuf in) {
    int start = in.readerIndex();
    int length = in.bytesBefore((byte) '\n');
    if (length < 0 ? in.readableBytes() > maxLineBytes : length > maxLineBytes) {
      refuse("a text line of more than " + maxLineBytes + " bytes");
      return false;
    }
    if (length < 0) {
      return false;
    }
    in.skipBytes(length + 1);
    if (length > 0 && in.getByte(start + length - 1) == '\r') {
      length--;
    }
    listener.text(in.toString(start, length, StandardCharsets.UTF_8));
    return true;
  }

  private void refuse(String why) {
    close();
    listener.notGearman(why);
  }
}
