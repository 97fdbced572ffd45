package io.motet.broker.memory;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Cuts small contents from 256 KiB slabs, one after the other; large ones get a buffer of their
 * own. A slab goes back to the pool when the last content in it is released, on whatever shard that
 * happens. Allocating is for the owning shard only.
 */
public final class SlabAllocator implements ContentAllocator, ContentAllocator.Room {
  /** Above this a content gets its own buffer: too few would fit a slab. */
  static final int LARGE_BYTES = 4 * 1024;

  static final int SLAB_BYTES = 256 * 1024;

  private final ByteBufAllocator pool;
  private final MemoryBudget budget;
  private ByteBuf slab;
  private int slabUsed;
  private ByteBuf lastBuffer;
  private int lastOffset;

  /**
   * @param pool should pool direct buffers
   */
  public SlabAllocator(ByteBufAllocator pool, MemoryBudget budget) {
    this.pool = pool;
    this.budget = budget;
  }

  @Override
  public Room allocate(int sizeBytes) {
    if (sizeBytes > LARGE_BYTES) {
      lastBuffer = newBuffer(sizeBytes);
      lastOffset = 0;
      return this;
    }
    if (slab == null || slabUsed + sizeBytes > SLAB_BYTES) {
      replaceSlab();
    }
    lastBuffer = slab.retain();
    lastOffset = slabUsed;
    slabUsed += sizeBytes;
    return this;
  }

  private void replaceSlab() {
    close();
    slab = newBuffer(SLAB_BYTES);
    slabUsed = 0;
  }

  private ByteBuf newBuffer(int sizeBytes) {
    ByteBuf buffer = AccountedBuffer.wrap(pool.directBuffer(sizeBytes, sizeBytes), budget);
    budget.add(sizeBytes);
    return buffer;
  }

  @Override
  public ByteBuf buffer() {
    return lastBuffer;
  }

  @Override
  public int offset() {
    return lastOffset;
  }

  /** Gives up the slab in use; contents in it live on. */
  @Override
  public void close() {
    if (slab != null) {
      slab.release();
      slab = null;
    }
  }
}
