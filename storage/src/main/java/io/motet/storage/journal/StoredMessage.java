package io.motet.storage.journal;

import io.netty.buffer.ByteBuf;

/**
 * A message that the journal holds, or is about to. The core's message extends it, so that a
 * resident message needs no second object for its place on disk.
 *
 * <p>Belongs to one shard: only that shard's thread may touch it.
 */
public abstract class StoredMessage {
  /** The value of {@link #position()} while the message is in no journal segment. */
  public static final long NOT_STORED = -1;

  /** Bookkeeping of the appender; nobody else may touch it. */
  final AppendState appendState = new AppendState();

  /**
   * Where the encoded bytes begin in the journal, or {@link #NOT_STORED} until they are durable.
   */
  public final long position() {
    return appendState.position;
  }

  /** Number of bytes that {@link #encode} writes. Constant for the life of the message. */
  public abstract int encodedSizeBytes();

  /** Writes exactly {@link #encodedSizeBytes()} bytes; {@code out} has room for them. */
  public abstract void encode(ByteBuf out);

  /** Tells a message read back, or recovered, where it stands. */
  protected final void storedAt(long position) {
    appendState.position = position;
  }
}
