package io.motet.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.storage.journal.JournalSettings;
import io.motet.storage.simulation.SimulatedDisk;
import io.motet.storage.support.DiskJournal;
import io.motet.storage.support.OneQueue;
import io.motet.storage.support.TestMessage;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What happens when somebody else fills the file system, and how much of it the journal takes. */
class FullDiskTest {
  private static final long A_MINUTE_NANOS = 61_000_000_000L;
  private static final long SEGMENT_BYTES = 64 << 10;
  private static final long FIRST_SEGMENT_BYTES = 4 << 20;

  private final SimulatedDisk disk = new SimulatedDisk(new Random(1), 64 << 20);
  private final Map<Long, TestMessage> alive = new TreeMap<>();
  private long lastSequence;

  private DiskJournal open(JournalSettings.Builder settings) throws IOException {
    OneQueue core = new OneQueue(alive);
    DiskJournal journal = new DiskJournal(disk, settings.build()).state(core).start();
    core.appender(journal.appender());
    return journal;
  }

  private void publish(DiskJournal journal, int sizeBytes) {
    long sequence = ++lastSequence;
    alive.put(sequence, journal.publish(1, sequence, "x".repeat(sizeBytes)));
    journal.force();
  }

  /** Settles the first so many. */
  private void settle(DiskJournal journal, int count) {
    for (int i = 0; i < count; i++) {
      long sequence = alive.keySet().iterator().next();
      journal.appender().settle(1, sequence, alive.remove(sequence));
    }
    journal.force();
    assertThat(journal.durable()).isEqualTo(journal.appender().appendedIndex());
  }

  private DiskJournal filled() throws IOException {
    DiskJournal journal = open(DiskJournal.settings());
    for (int i = 0; i < 40; i++) {
      publish(journal, 10_000);
    }
    disk.full(true);
    while (!journal.isBlocked()) {
      publish(journal, 10_000);
      assertThat(lastSequence).isLessThan(100);
    }
    return journal;
  }

  @Test
  void publishersAreBlockedAndSettlementsEmptyTheJournal() throws IOException {
    DiskJournal journal = filled();
    assertThat(journal.durable()).isEqualTo(lastSequence);
    while (!alive.isEmpty()) {
      settle(journal, Math.min(5, alive.size()));
    }
    for (int i = 0; i < 100 && journal.isBlocked(); i++) {
      journal.steps();
    }

    assertThat(journal.isBlocked()).isFalse();
    assertThat(journal.failure()).isNull();
    assertThat(journal.journal().statistics().checkpoints()).isPositive();
    disk.losePower(0);
    assertThat(new DiskJournal(disk, DiskJournal.settings().build()).recovered().queue(1))
        .isEmpty();
  }

  @Test
  void queuesCanBeDroppedAndMetadataDeleted() throws IOException {
    DiskJournal journal = filled();
    journal.appender().deleteMetadata("queue/1");
    journal.appender().dropQueue(1);
    alive.values().forEach(journal.appender()::release);
    alive.clear();
    journal.force();

    assertThat(journal.durable()).isEqualTo(journal.appender().appendedIndex());
    for (int i = 0; i < 100 && journal.isBlocked(); i++) {
      journal.steps();
    }
    assertThat(journal.isBlocked()).isFalse();
  }

  @Test
  void aStartFindsRoomInWhatItHas() throws IOException {
    filled();
    disk.kill();
    disk.full(true);

    DiskJournal after = new DiskJournal(disk, DiskJournal.settings().build()).start();
    assertThat(after.recovered().queue(1)).hasSize(Math.toIntExact(lastSequence));
    after.steps();
    assertThat(after.isBlocked()).isTrue();
    after.appender().settleRange(1, 1, lastSequence);
    after
        .recovered()
        .queue(1)
        .values()
        .forEach(copy -> after.appender().release(copy.position(), copy.sizeBytes()));
    after.force();
    assertThat(after.durable()).isEqualTo(after.appender().appendedIndex());
  }

  @Test
  void aWriteThatFindsNoRoomIsTriedAgain() throws IOException {
    DiskJournal journal = open(DiskJournal.settings());
    publish(journal, 10);
    disk.refuseWrites(true);
    publish(journal, 20);
    publish(journal, 30);
    assertThat(journal.durable()).isEqualTo(1);
    assertThat(journal.failure()).isNull();
    assertThat(journal.isBlocked()).isTrue();

    disk.refuseWrites(false);
    journal.steps();
    assertThat(journal.durable()).isEqualTo(3);
    journal.steps();
    assertThat(journal.isBlocked()).isFalse();
    assertThat(journal.read(alive.get(3L).position(), 30)).isEqualTo("x".repeat(30));
    disk.losePower(0);
    assertThat(new DiskJournal(disk, DiskJournal.settings().build()).recovered().queue(1))
        .containsOnlyKeys(1L, 2L, 3L);
  }

  @Test
  void whatIsFreeForLongIsGivenBackToTheDisk() throws IOException {
    long keptSegments = 1 + 2 + 1;
    DiskJournal journal = open(DiskJournal.settings().set("journal.checkpoint.bytes", 65_536));
    for (int i = 0; i < 200; i++) {
      publish(journal, 10_000);
    }
    long peak = journal.journal().statistics().sizeOnDiskBytes();
    settle(journal, alive.size());
    for (int i = 0; i < 3; i++) {
      journal.runtime().advance(A_MINUTE_NANOS);
      journal.steps();
    }

    long inUse = journal.journal().statistics().segments() * SEGMENT_BYTES;
    assertThat(peak).isGreaterThan(30 * SEGMENT_BYTES);
    assertThat(journal.journal().statistics().sizeOnDiskBytes())
        .isEqualTo(inUse + keptSegments * SEGMENT_BYTES);
  }

  @Test
  void aFileThatIsUsedNowAndThenIsKept() throws IOException {
    DiskJournal journal = open(DiskJournal.settings().set("journal.checkpoint.bytes", 65_536));
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 100; i++) {
        publish(journal, 10_000);
      }
      settle(journal, alive.size());
      journal.steps();
      journal.runtime().advance(A_MINUTE_NANOS);
      long before = journal.journal().statistics().sizeOnDiskBytes();
      journal.steps();
      assertThat(journal.journal().statistics().sizeOnDiskBytes()).isEqualTo(before);
    }
  }

  @Test
  void aStartTakesLittleRoomAndManyDoNotAddUp() throws IOException {
    JournalSettings.Builder large =
        DiskJournal.settings()
            .set("journal.segment.bytes", 16 << 20)
            .set("journal.reserve.bytes", 32 << 20);
    open(large);
    disk.kill();
    DiskJournal second = open(large);
    assertThat(second.journal().statistics().sizeOnDiskBytes()).isEqualTo(2 * FIRST_SEGMENT_BYTES);
    disk.kill();

    for (int i = 0; i < 40; i++) {
      DiskJournal journal = open(DiskJournal.settings().set("journal.checkpoint.bytes", 65_536));
      journal.steps();
      assertThat(journal.journal().statistics().segments()).isLessThan(14);
      disk.kill();
    }
  }
}
