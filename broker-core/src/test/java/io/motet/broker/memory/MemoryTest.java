package io.motet.broker.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.memory.Alarms.Alarm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private static final long LIMIT_BYTES = 1000;

  private final AlarmBoard alarms = new AlarmBoard();
  private final MemoryBudget small = new MemoryBudget(LIMIT_BYTES, alarms);
  private final MemoryBudget large = new MemoryBudget(1 << 30, alarms);
  private final SlabAllocator allocator = new SlabAllocator(PooledByteBufAllocator.DEFAULT, large);

  @Test
  void alarmGoesUpAboveOneMarkAndDownBelowAnother() {
    List<Set<Alarm>> changes = new ArrayList<>();
    Runnable stop = alarms.onChange(changes::add);
    small.add(600);
    assertThat(small.excessBytes()).isZero();
    small.add(250);
    assertThat(changes).isEmpty();
    small.add(1);
    assertThat(alarms.active()).containsExactly(Alarm.MEMORY);
    small.subtract(151);
    assertThat(alarms.active()).containsExactly(Alarm.MEMORY);
    small.subtract(1);
    assertThat(changes).containsExactly(Set.of(Alarm.MEMORY), Set.of());
    stop.run();
    small.add(900);
    assertThat(changes).hasSize(2);
  }

  @Test
  void smallContentsShareASlabThatLivesAsLongAsOneOfThem() {
    ByteBuf first = allocator.allocate(100).buffer();
    int offset = allocator.allocate(50).offset();
    ByteBuf second = allocator.buffer();
    assertThat(second).isSameAs(first);
    assertThat(offset).isEqualTo(100);
    assertThat(large.usedBytes()).isEqualTo(SlabAllocator.SLAB_BYTES);
    allocator.close();
    first.release();
    assertThat(large.usedBytes()).isEqualTo(SlabAllocator.SLAB_BYTES);
    second.release();
    assertThat(large.usedBytes()).isZero();
  }

  @Test
  void fullSlabIsReplacedAndLargeContentStandsAlone() {
    List<ByteBuf> buffers = new ArrayList<>();
    for (int bytes = 0; bytes <= SlabAllocator.SLAB_BYTES; bytes += SlabAllocator.LARGE_BYTES) {
      buffers.add(allocator.allocate(SlabAllocator.LARGE_BYTES).buffer());
    }
    assertThat(large.usedBytes()).isEqualTo(2L * SlabAllocator.SLAB_BYTES);
    ByteBuf alone = allocator.allocate(SlabAllocator.LARGE_BYTES + 1).buffer();
    assertThat(alone.capacity()).isEqualTo(SlabAllocator.LARGE_BYTES + 1);
    alone.release();
    buffers.forEach(ByteBuf::release);
    allocator.close();
    assertThat(large.usedBytes()).isZero();
  }
}
