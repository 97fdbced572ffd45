package io.motet.storage.journal;

import io.netty.buffer.ByteBuf;

/**
 * A message that the journal holds, or is about to. The core's message extends it, so that a
 * resident message needs no second object for its place on disk.
 *
 * <p>Belongs to one shard: only that shard's thread may touch it. One object is appended at most
 * once; all its copies go into that one record.
 */
public abstract class StoredMessage {
  /** The value of {@link #position()} while the message is in no journal segment. */
  public static final long NOT_STORED = -1;

  /**
   * One long for all of a message's life, since there are millions of them: {@link #NOT_STORED},
   * below that the appender's note of where the pending record is, from 0 on the position.
   */
  private long place = NOT_STORED;

  /**
   * Where the encoded bytes begin in the journal, or {@link #NOT_STORED} until they are written.
   */
  public final long position() {
    return Math.max(place, NOT_STORED);
  }

  /** Number of bytes that {@link #encode} writes. Constant for the life of the message. */
  public abstract int encodedSizeBytes();

  /** Writes exactly {@link #encodedSizeBytes()} bytes; {@code out} has room for them. */
  public abstract void encode(ByteBuf out);

  /** Tells a message read back, or recovered, where it stands. */
  protected final void storedAt(long position) {
    place = position;
  }

  /** Bookkeeping of the appender; nobody else may call it. */
  public final long appenderPlace() {
    return place;
  }

  /** Bookkeeping of the appender; nobody else may call it. */
  public final void appenderPlace(long newPlace) {
    place = newPlace;
  }
}
