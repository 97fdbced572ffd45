package io.motet.storage.append;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The chunks of one shard, found by number, and their memory. Single-threaded. */
final class ChunkPool {
  private static final int FIRST_BUFFER_BYTES = 16 * 1024;
  private static final int MOST_FREE = 4;

  private final int chunkBytes;
  private final List<Chunk> chunks = new ArrayList<>();
  private final ArrayDeque<Chunk> free = new ArrayDeque<>();
  private final ArrayDeque<ByteBuf> buffers = new ArrayDeque<>();

  ChunkPool(int chunkBytes) {
    this.chunkBytes = chunkBytes;
  }

  /** Returns an empty chunk. */
  Chunk take(Completions completions) {
    Chunk chunk = free.poll();
    if (chunk != null) {
      chunk.reset(buffer());
      return chunk;
    }
    Chunk created = new Chunk(chunks.size(), completions, buffer());
    chunks.add(created);
    return created;
  }

  Chunk get(int id) {
    return chunks.get(id);
  }

  private ByteBuf buffer() {
    ByteBuf buffer = buffers.poll();
    return buffer != null
        ? buffer.clear()
        : PooledByteBufAllocator.DEFAULT.directBuffer(FIRST_BUFFER_BYTES);
  }

  /** Takes the memory back when the bytes are written; the chunk itself may still be waited for. */
  void recycleBuffer(Chunk chunk) {
    ByteBuf buffer = chunk.takeBuffer();
    if (buffers.size() < MOST_FREE && buffer.capacity() <= 2 * chunkBytes) {
      buffers.add(buffer);
    } else {
      buffer.release();
    }
  }

  /** The chunk is of no use to anybody any more. */
  void recycle(Chunk chunk) {
    free.add(chunk);
  }

  /** Gives all memory back, also that of chunks under way. */
  void close() {
    for (Chunk chunk : chunks) {
      if (chunk.buffer() != null) {
        chunk.takeBuffer().release();
      }
    }
    buffers.forEach(ByteBuf::release);
    buffers.clear();
  }
}
