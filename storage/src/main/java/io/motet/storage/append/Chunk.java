package io.motet.storage.append;

import io.motet.storage.journal.StoredMessage;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Records of one shard on their way to the disk. The shard fills it, the journal thread writes it,
 * the shard takes it back; at no time do both touch it.
 */
public final class Chunk {
  private final int id;
  private final Completions completions;
  private final PendingMessages messages = new PendingMessages();
  private final Releases releases = new Releases();
  private final List<Part> parts = new ArrayList<>();
  private final List<Relocation> relocations = new ArrayList<>();
  private ByteBuf buffer;
  private ByteBuffer view;
  private Place place = new Place();
  private int records;
  private int cancelledBytes;
  private long lastIndex;
  private boolean required;
  private int requiredUpTo;
  private int liveCopies;
  private long liveBytes;

  Chunk(int id, Completions completions, ByteBuf buffer) {
    this.id = id;
    this.completions = completions;
    this.buffer = buffer;
  }

  // ---- for the journal thread ----

  /** The way back to the shard. */
  public Completions completions() {
    return completions;
  }

  /** The records' bytes; a new view. */
  public ByteBuffer bytes() {
    return buffer.nioBuffer();
  }

  public int sizeBytes() {
    return buffer.readableBytes();
  }

  public int records() {
    return records;
  }

  /** Index of the shard's last record in it. */
  public long lastIndex() {
    return lastIndex;
  }

  /** Whether somebody waits for it. */
  public boolean isRequired() {
    return required;
  }

  /** Parts of transactions in it. */
  public List<Part> parts() {
    return parts;
  }

  public int liveCopies() {
    return liveCopies;
  }

  public long liveBytes() {
    return liveBytes;
  }

  /** Notes where the first byte has been written. */
  public void writtenAt(long position) {
    place.base(position);
  }

  // ---- for the appender ----

  int id() {
    return id;
  }

  ByteBuf buffer() {
    return buffer;
  }

  /** Gives up the memory once the bytes are written. */
  ByteBuf takeBuffer() {
    ByteBuf taken = buffer;
    buffer = null;
    view = null;
    return taken;
  }

  /**
   * The whole buffer as the JDK sees it. Kept while the buffer does not grow, since a new one for
   * each message would be garbage on the hot path.
   */
  ByteBuffer view() {
    if (view == null || view.capacity() != buffer.capacity()) {
      view = buffer.nioBuffer(0, buffer.capacity());
    }
    return view;
  }

  PendingMessages messages() {
    return messages;
  }

  Releases releases() {
    return releases;
  }

  List<Relocation> relocations() {
    return relocations;
  }

  Place place() {
    return place;
  }

  boolean isEmpty() {
    return records == 0;
  }

  void recordAdded(long index) {
    records++;
    lastIndex = index;
  }

  void lastIndex(long index) {
    lastIndex = index;
  }

  /** Somebody waits for all that is in it now; from here back nothing is cancelled. */
  void require() {
    required = true;
    requiredUpTo = buffer.writerIndex();
  }

  /** It is to be forced, though nobody minds if a message in it is cancelled. */
  void requireForce() {
    required = true;
  }

  void addLive(int copies, long bytes) {
    liveCopies += copies;
    liveBytes += bytes;
  }

  /** Relocated messages must stay where they are noted, so nothing moves once there are any. */
  boolean canCancel(int slot) {
    return messages.recordIndex(slot) >= requiredUpTo && relocations.isEmpty();
  }

  /** Takes a message out again; its copies have been given back. */
  void cancel(int slot) {
    cancelledBytes += messages.recordBytes(slot);
    messages.cancel(slot);
    records--;
    if (records == 0 && requiredUpTo == 0 && parts.isEmpty()) {
      buffer.clear();
      messages.clear();
      cancelledBytes = 0;
    }
  }

  /** Closes the gaps that cancelled messages left. */
  void compact() {
    if (cancelledBytes == 0) {
      return;
    }
    int to = 0;
    int from = 0;
    for (int slot = 0; slot < messages.count(); slot++) {
      int recordIndex = messages.recordIndex(slot);
      if (messages.isCancelled(slot)) {
        to = move(from, recordIndex, to);
        from = recordIndex + messages.recordBytes(slot);
        messages.recordBytes(slot, 0);
      }
      messages.recordIndex(slot, recordIndex - (from - to));
    }
    to = move(from, buffer.writerIndex(), to);
    buffer.writerIndex(to);
    requiredUpTo = required ? to : 0;
    cancelledBytes = 0;
  }

  private int move(int from, int end, int to) {
    if (from != to) {
      buffer.setBytes(to, buffer, from, end - from);
    }
    return to + end - from;
  }

  /** Makes it empty, for its next use. */
  void reset(ByteBuf newBuffer) {
    buffer = newBuffer;
    place = new Place();
    messages.clear();
    parts.clear();
    relocations.clear();
    records = 0;
    lastIndex = 0;
    required = false;
    requiredUpTo = 0;
    liveCopies = 0;
    liveBytes = 0;
  }

  /** Tells the messages where they stand. */
  void patch(int messageOffset, long pendingPlaceOfSlot0) {
    for (int slot = 0; slot < messages.count(); slot++) {
      StoredMessage message = messages.message(slot);
      if (message != null && message.appenderPlace() == pendingPlaceOfSlot0 - slot) {
        message.appenderPlace(place.base() + messages.recordIndex(slot) + messageOffset);
      }
    }
  }
}
