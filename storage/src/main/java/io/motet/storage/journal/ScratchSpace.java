package io.motet.storage.journal;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.Executor;

/** Where transient messages go under memory pressure. Nothing in it survives a start. */
public interface ScratchSpace {
  /**
   * Writes off the caller's thread. The position is read with {@link Journal#read} like any other
   * and can be told from a journal position by {@link #owns}.
   *
   * @param encoded ownership passes to the scratch space
   */
  void write(ByteBuf encoded, Executor executor, WriteCallback callback);

  /** Whether a position lies in scratch space. */
  boolean owns(long position);

  /** Gives the room of one message back. Any thread. */
  void release(long position, int sizeBytes);

  /** Tells where the bytes stand, or why not. */
  interface WriteCallback {
    void written(long position);

    void failed(Throwable cause);
  }
}
