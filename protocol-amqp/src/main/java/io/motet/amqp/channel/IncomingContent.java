package io.motet.amqp.channel;

import io.motet.broker.memory.ContentAllocator;
import io.netty.buffer.ByteBuf;

/**
 * The content of the publish that is coming in. A header may promise a body that never comes, on
 * thousands of channels at once: so room for a large body is taken as the body arrives, by
 * doubling. On the channel's shard.
 */
final class IncomingContent {
  /** Up to this much is taken at once with the header. */
  static final int SMALL_BYTES = 4 * 1024;

  /** The least that is taken when a larger body begins to arrive. */
  static final int FIRST_ROOM_BYTES = 64 * 1024;

  private final ContentAllocator allocator;
  private ByteBuf buffer;
  private int offset;
  private int usedBytes;
  private int roomBytes;
  private int totalBytes;

  IncomingContent(ContentAllocator allocator) {
    this.allocator = allocator;
  }

  /** Takes the properties, which are copied, and expects a body. */
  void begin(ByteBuf source, int index, int propertiesBytes, int bodyBytes) {
    totalBytes = propertiesBytes + bodyBytes;
    usedBytes = 0;
    takeRoom(totalBytes <= SMALL_BYTES ? totalBytes : propertiesBytes);
    append(source, index, propertiesBytes);
  }

  /** Copies the next bytes; never more than were announced. */
  void append(ByteBuf source, int index, int length) {
    if (usedBytes + length > roomBytes) {
      grow(usedBytes + length);
    }
    buffer.setBytes(offset + usedBytes, source, index, length);
    usedBytes += length;
  }

  private void grow(int wantedBytes) {
    ByteBuf smaller = buffer;
    int smallerOffset = offset;
    long doubled = Math.max(2L * usedBytes, FIRST_ROOM_BYTES);
    takeRoom((int) Math.min(totalBytes, Math.max(wantedBytes, doubled)));
    buffer.setBytes(offset, smaller, smallerOffset, usedBytes);
    smaller.release();
  }

  private void takeRoom(int sizeBytes) {
    ContentAllocator.Room room = allocator.allocate(sizeBytes);
    buffer = room.buffer();
    offset = room.offset();
    roomBytes = sizeBytes;
  }

  /** Where the content begins in the buffer of {@link #take}. */
  int offset() {
    return offset;
  }

  /** Hands over the buffer with its reference. */
  ByteBuf take() {
    ByteBuf whole = buffer;
    buffer = null;
    return whole;
  }

  /** Gives back the room of a content that will not be whole. */
  void drop() {
    if (buffer != null) {
      buffer.release();
      buffer = null;
    }
  }
}
