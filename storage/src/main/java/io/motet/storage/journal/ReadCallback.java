package io.motet.storage.journal;

import io.netty.buffer.ByteBuf;
import java.io.IOException;

/** Receives messages read back from disk, in the order asked for. */
public interface ReadCallback {
  /**
   * The encoded bytes of entry {@code index}. Valid during the call; who keeps a retained slice
   * keeps all that was read with it, up to 1 MiB, so small messages are better copied.
   */
  void message(int index, ByteBuf encoded);

  /** Entry {@code index} could not be read. The others still arrive. */
  void failed(int index, IOException cause);

  /** All entries have been reported. */
  void completed();
}
