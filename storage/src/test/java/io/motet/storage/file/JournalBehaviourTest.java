package io.motet.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.storage.journal.JournalAppender;
import io.motet.storage.journal.ScratchSpace.WriteCallback;
import io.motet.storage.journal.StoredMessage;
import io.motet.storage.simulation.SimulatedDisk;
import io.motet.storage.support.DiskJournal;
import io.motet.storage.support.OneQueue;
import io.motet.storage.support.TestMessage;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the journal promises, one promise at a time, on a simulated disk. */
class JournalBehaviourTest {
  private final SimulatedDisk disk = new SimulatedDisk(new Random(1), 64 << 20);

  private DiskJournal open() throws IOException {
    return new DiskJournal(disk, DiskJournal.settings().build());
  }

  @Test
  void aFailedForceIsFatalAndNeverTriedAgain() throws IOException {
    DiskJournal journal = open().start();
    journal.publish(1, 1, "one");
    journal.force();
    disk.failForces(1);
    journal.publish(1, 2, "two");
    journal.force();
    assertThat(journal.failure()).hasMessageContaining("failure of force");

    disk.failForces(0);
    journal.publish(1, 3, "three");
    journal.force();
    assertThat(journal.durable()).isEqualTo(1);

    disk.losePower(0);
    assertThat(open().recovered().queue(1)).containsOnlyKeys(1L);
  }

  @Test
  void whatAFailedForceLeftIsWrittenAgainBeforeItCounts() throws IOException {
    DiskJournal journal = open().start();
    journal.publish(1, 1, "one");
    journal.force();
    disk.failForces(1);
    journal.publish(1, 2, "two");
    journal.force();
    disk.kill();

    DiskJournal second = open().start();
    assertThat(second.recovered().queue(1)).containsOnlyKeys(1L, 2L);
    second.publish(1, 3, "three");
    second.force();
    disk.losePower(0);
    assertThat(open().recovered().queue(1)).containsOnlyKeys(1L, 2L, 3L);
  }

  @Test
  void aMessageSettledBeforeItsHandoverIsNeverWritten() throws IOException {
    DiskJournal journal = open().start();
    TestMessage gone = journal.publish(1, 1, "gone");
    TestMessage kept = journal.publish(1, 2, "kept");
    journal.appender().settle(1, 1, gone);
    journal.force();

    assertThat(gone.position()).isEqualTo(StoredMessage.NOT_STORED);
    assertThat(journal.read(kept.position(), 4)).isEqualTo("kept");
    assertThat(new String(disk.contents("segment-000001"), StandardCharsets.ISO_8859_1))
        .contains("kept")
        .doesNotContain("gone");
    assertThat(journal.journal().statistics().liveBytes()).isEqualTo(4);
  }

  @Test
  void aMessageThatSomebodyWaitsForIsWrittenThoughSettled() throws IOException {
    DiskJournal journal = open().start();
    TestMessage message = journal.publish(1, 1, "awaited");
    journal.appender().requireDurable();
    journal.appender().settle(1, 1, message);
    journal.force();

    assertThat(new String(disk.contents("segment-000001"), StandardCharsets.ISO_8859_1))
        .contains("awaited");
    disk.kill();
    assertThat(open().recovered().queue(1)).isEmpty();
  }

  @Test
  void consecutiveSettlementsAreOneRecord() throws IOException {
    DiskJournal journal = open().start();
    List<TestMessage> messages = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      messages.add(journal.publish(i % 2, i / 2, "m"));
    }
    journal.force();
    long before = journal.journal().statistics().writtenBytes();
    for (int i = 1; i <= 100; i++) {
      journal.appender().settle(i % 2, i / 2, messages.get(i - 1));
    }
    journal.force();
    assertThat(journal.journal().statistics().writtenBytes() - before).isLessThan(120);
    disk.kill();
    assertThat(open().recovered().queue(1)).isEmpty();
  }

  @Test
  void settlementsAloneAreWrittenLaterAndNotForced() throws IOException {
    DiskJournal journal = open().start();
    TestMessage message = journal.publish(1, 1, "one");
    journal.force();
    long forces = journal.journal().statistics().forces();
    long batches = journal.journal().statistics().batches();
    journal.appender().settle(1, 1, message);
    journal.appender().flush();
    journal.steps();
    assertThat(journal.journal().statistics().batches()).isEqualTo(batches);
    journal.runtime().advance(200_000_000);
    journal.steps();
    assertThat(journal.journal().statistics().batches()).isEqualTo(batches + 1);
    assertThat(journal.journal().statistics().forces()).isEqualTo(forces);
  }

  @Test
  void aTransactionCountsOnlyWithAllItsParts() throws IOException {
    DiskJournal journal = open().start();
    JournalAppender appender = journal.appender();
    for (int part = 0; part < 2; part++) {
      appender.beginAtomic(7, part, 2);
      journal.publish(1, part, "whole");
      appender.endAtomic();
    }
    appender.beginAtomic(8, 0, 2);
    journal.publish(2, 1, "half");
    appender.endAtomic();
    journal.publish(3, 1, "after");
    journal.force();
    disk.kill();

    DiskJournal after = open();
    assertThat(after.recovered().queue(1)).containsOnlyKeys(0L, 1L);
    assertThat(after.recovered().queue(2)).isEmpty();
    assertThat(after.recovered().queue(3)).containsOnlyKeys(1L);
  }

  @Test
  void whatHalfATransactionSettlesKeepsItsPlace() throws IOException {
    Map<Long, TestMessage> alive = new HashMap<>();
    DiskJournal journal = open().state(new OneQueue(alive)).start();
    for (long i = 1; i <= 12; i++) {
      alive.put(i, journal.publish(1, i, i + "x".repeat(20_000)));
      journal.force();
    }
    journal.journal().checkpoint();
    journal.appender().beginAtomic(5, 0, 2);
    for (long i = 1; i <= 12; i++) {
      journal.appender().settle(1, i, alive.get(i));
    }
    journal.appender().endAtomic();
    for (int i = 0; i < 12; i++) {
      journal.publish(2, i, "y".repeat(20_000));
      journal.force();
    }
    disk.kill();

    DiskJournal after = open().start();
    assertThat(after.recovered().queue(1)).hasSize(12);
    var copy = after.recovered().queue(1).get(1L);
    assertThat(after.read(copy.position(), copy.sizeBytes())).startsWith("1x");
  }

  @Test
  void publishersAreBlockedAndGoOnWhenThereIsRoom() throws IOException {
    Map<Long, TestMessage> alive = new HashMap<>();
    DiskJournal journal =
        new DiskJournal(disk, DiskJournal.settings().set("journal.max.bytes", 512 << 10).build())
            .state(new OneQueue(alive));
    journal.start();
    long sequence = 0;
    while (!journal.isBlocked()) {
      alive.put(++sequence, journal.publish(1, sequence, "x".repeat(10_000)));
      journal.force();
      assertThat(sequence).isLessThan(60);
    }
    for (long i = 1; i <= sequence; i++) {
      journal.appender().settle(1, i, alive.remove(i));
    }
    journal.force();
    for (int i = 0; i < 100 && journal.isBlocked(); i++) {
      journal.steps();
    }
    assertThat(journal.isBlocked()).isFalse();
  }

  @Test
  void sparseSegmentsAreEmptied() throws IOException {
    Map<Long, TestMessage> alive = new HashMap<>();
    OneQueue core = new OneQueue(alive);
    DiskJournal journal = open().state(core).start();
    core.appender(journal.appender());
    for (long i = 1; i <= 300; i++) {
      alive.put(i, journal.publish(1, i, "m" + i + "x".repeat(1_000)));
      journal.force();
    }
    for (long i = 1; i <= 300; i++) {
      if (i % 10 != 0) {
        journal.appender().settle(1, i, alive.remove(i));
      }
    }
    journal.force();
    for (int i = 0; i < 100; i++) {
      journal.steps();
    }
    journal.journal().checkpoint();
    journal.steps();
    assertThat(journal.journal().statistics().relocatedBytes()).isPositive();
    assertThat(journal.journal().statistics().segments()).isLessThanOrEqualTo(3);
    disk.kill();

    DiskJournal after = open().start();
    assertThat(after.recovered().queue(1)).hasSize(30);
    var copy = after.recovered().queue(1).get(170L);
    assertThat(after.read(copy.position(), copy.sizeBytes())).startsWith("m170x");
  }

  @Test
  void scratchSpaceIsReadBackAndUsedAgain() throws IOException {
    DiskJournal journal = open().start();
    List<Long> positions = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 10; i++) {
        byte[] bytes = ("scratch " + i + "-".repeat(2_000)).getBytes(StandardCharsets.UTF_8);
        journal.journal().scratch().write(Unpooled.wrappedBuffer(bytes), journal, into(positions));
      }
      journal.steps();
      assertThat(positions).hasSize(10).allMatch(journal.journal().scratch()::owns);
      assertThat(journal.read(positions.get(3), 2_009)).startsWith("scratch 3-");
      positions.forEach(position -> journal.journal().scratch().release(position, 2_009));
      positions.clear();
    }
    assertThat(journal.journal().statistics().scratchBytes()).isLessThanOrEqualTo(3 * 65_536);
    disk.kill();
    open();
    assertThat(disk.list()).noneMatch(name -> name.startsWith("scratch"));
  }

  private static WriteCallback into(List<Long> positions) {
    return new WriteCallback() {
      @Override
      public void written(long position) {
        positions.add(position);
      }

      @Override
      public void failed(Throwable cause) {
        throw new AssertionError(cause);
      }
    };
  }

  @Test
  void closeWritesWhatIsUnderWayThoughTheCheckpointFails() throws IOException {
    DiskJournal journal = open().start();
    TestMessage settled = journal.publish(1, 1, "settled");
    journal.force();
    journal.appender().settle(1, 1, settled);
    journal.appender().delivered(1, 2, 7);
    journal.publish(1, 3, "last");
    journal.journal().close();
    assertThat(journal.journal().statistics().checkpoints()).isZero();

    disk.losePower(0);
    assertThat(open().recovered().queue(1)).containsOnlyKeys(3L);
  }

  @Test
  void aMessageIsAppendedOnce() throws IOException {
    DiskJournal journal = open().start();
    TestMessage message = journal.publish(1, 1, "once");
    assertThatThrownBy(() -> journal.appender().beginMessage(message, 1))
        .hasMessageContaining("appended before");
  }
}
