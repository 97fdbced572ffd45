package io.motet.broker.memory;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.buffer.UnpooledUnsafeDirectByteBuf;

/**
 * Gives a pooled buffer a hook for its end: the budget learns of it wherever the last reference is
 * released, even by a socket on another shard.
 *
 * <p>Only the shard that allocated it writes; others read through slices, which share no state.
 */
final class AccountedBuffer {
  private AccountedBuffer() {}

  /** Takes over the buffer's reference. The whole capacity is readable. */
  static ByteBuf wrap(ByteBuf pooled, MemoryBudget budget) {
    ByteBuf buffer =
        pooled.hasMemoryAddress() ? new Unsafe(pooled, budget) : new Safe(pooled, budget);
    return buffer.setIndex(0, buffer.capacity());
  }

  private static void release(ByteBuf pooled, MemoryBudget budget) {
    int sizeBytes = pooled.capacity();
    pooled.release();
    budget.subtract(sizeBytes);
  }

  private static final class Unsafe extends UnpooledUnsafeDirectByteBuf {
    private final ByteBuf pooled;
    private final MemoryBudget budget;

    Unsafe(ByteBuf pooled, MemoryBudget budget) {
      super(
          UnpooledByteBufAllocator.DEFAULT,
          pooled.nioBuffer(0, pooled.capacity()),
          pooled.capacity());
      this.pooled = pooled;
      this.budget = budget;
    }

    @Override
    protected void deallocate() {
      super.deallocate();
      AccountedBuffer.release(pooled, budget);
    }
  }

  private static final class Safe extends UnpooledDirectByteBuf {
    private final ByteBuf pooled;
    private final MemoryBudget budget;

    Safe(ByteBuf pooled, MemoryBudget budget) {
      super(
          UnpooledByteBufAllocator.DEFAULT,
          pooled.nioBuffer(0, pooled.capacity()),
          pooled.capacity());
      this.pooled = pooled;
      this.budget = budget;
    }

    @Override
    protected void deallocate() {
      super.deallocate();
      AccountedBuffer.release(pooled, budget);
    }
  }
}
