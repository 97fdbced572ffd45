package io.motet.broker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyMessagesTest {
  private final ReadyMessages messages = new ReadyMessages();
  private final TreeMap<Integer, TreeMap<Long, Long>> model = new TreeMap<>();
  private final Entry entry = new Entry();

  private static Entry entry(long sequence, int priority, long expiresAtMillis) {
    Entry entry = new Entry();
    entry.sequence = sequence;
    entry.position = sequence * 100;
    entry.priority = priority;
    entry.expiresAtMillis = expiresAtMillis;
    entry.encodedSizeBytes = 48;
    entry.bodySizeBytes = 1 << 29;
    entry.flags = Entry.JOURNALED;
    return entry;
  }

  /** Random traffic, with priorities and without, against sorted maps. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithSortedMaps(long seed) {
    Random random = new Random(seed);
    int priorities = seed % 2 == 0 ? 1 : 3;
    List<Entry> out = new ArrayList<>();
    long last = 0;
    for (int i = 0; i < 20_000; i++) {
      boolean filling = (i / 3000) % 2 == 0;
      switch (random.nextInt(filling ? 8 : 5)) {
        case 0, 1 -> poll(out);
        case 2 -> giveBack(out, random);
        case 3 -> removeAny(random);
        default -> {
          last += 1 + random.nextInt(2);
          Entry added = entry(last, random.nextInt(priorities), random.nextInt(3) * 1000L);
          messages.add(added);
          model
              .computeIfAbsent(added.priority, unused -> new TreeMap<>())
              .put(added.sequence, added.expiresAtMillis);
        }
      }
      assertThat(messages.size()).isEqualTo(model.values().stream().mapToInt(Map::size).sum());
    }
    while (!messages.isEmpty()) {
      poll(out);
    }
    assertThat(model).isEmpty();
  }

  private void poll(List<Entry> out) {
    if (model.isEmpty()) {
      assertThat(messages.poll(entry)).isFalse();
      return;
    }
    int priority = model.lastKey();
    Map.Entry<Long, Long> expected = model.get(priority).pollFirstEntry();
    dropIfEmpty(priority);
    assertThat(messages.peek(entry)).isTrue();
    assertThat(entry.sequence).isEqualTo(expected.getKey());
    Entry taken = new Entry();
    assertThat(messages.poll(taken)).isTrue();
    check(taken, priority, expected.getKey(), expected.getValue());
    out.add(taken);
  }

  private static void check(Entry taken, int priority, long sequence, long expiresAtMillis) {
    assertThat(taken.sequence).isEqualTo(sequence);
    assertThat(taken.priority).isEqualTo(priority);
    assertThat(taken.expiresAtMillis).isEqualTo(expiresAtMillis);
    assertThat(taken.position).isEqualTo(sequence * 100);
    assertThat(taken.bodySizeBytes).isEqualTo(1 << 29);
    assertThat(taken.journaled()).isTrue();
  }

  private void giveBack(List<Entry> out, Random random) {
    if (!out.isEmpty()) {
      Entry back = out.remove(random.nextInt(out.size()));
      messages.giveBack(back);
      model
          .computeIfAbsent(back.priority, unused -> new TreeMap<>())
          .put(back.sequence, back.expiresAtMillis);
    }
  }

  private void removeAny(Random random) {
    if (model.isEmpty()) {
      assertThat(messages.remove(0, 1, entry)).isFalse();
      return;
    }
    List<Integer> keys = List.copyOf(model.keySet());
    int priority = keys.get(random.nextInt(keys.size()));
    TreeMap<Long, Long> list = model.get(priority);
    long span = list.lastKey() - list.firstKey() + 1;
    long sequence = list.ceilingKey(list.firstKey() + (long) (random.nextDouble() * span));
    assertThat(messages.remove(priority, sequence, entry)).isTrue();
    check(entry, priority, sequence, list.remove(sequence));
    dropIfEmpty(priority);
    assertThat(messages.remove(priority, sequence, entry)).isFalse();
  }

  private void dropIfEmpty(int priority) {
    if (model.get(priority).isEmpty()) {
      model.remove(priority);
    }
  }

  @Test
  void heapGivesEarliestFirst() {
    TimeHeap heap = new TimeHeap();
    Random random = new Random(5);
    TreeMap<Long, Long> expected = new TreeMap<>();
    for (long i = 0; i < 1000; i++) {
      long time = random.nextInt(100);
      heap.add(time, i);
      expected.put(time * 10_000 + i, i);
    }
    for (long key : expected.values()) {
      assertThat(heap.poll()).isEqualTo(key);
    }
    assertThat(heap.isEmpty()).isTrue();
  }
}
