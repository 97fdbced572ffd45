package io.motet.storage.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.storage.journal.JournalSettings;
import io.motet.storage.record.BatchHeader;
import io.motet.storage.record.RecordWriter;
import io.motet.storage.segment.Position;
import io.motet.storage.simulation.SimulatedDisk;
import io.motet.storage.support.DiskJournal;
import io.motet.storage.support.TestMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What recovery makes of files that were cut, or in which a bit has turned over. */
class DamageTest {
  private static final String FIRST = "segment-000001";

  /** What stands before the first message of a batch. */
  private static final int BATCH_HEAD_BYTES =
      BatchHeader.SIZE_BYTES + RecordWriter.MESSAGE_HEAD_BYTES;

  private final SimulatedDisk disk = new SimulatedDisk(new Random(1), 64 << 20);
  private final List<TestMessage> messages = new ArrayList<>();
  private boolean unforced;

  /** Each message in a batch of its own. */
  private void write(int count, int sizeBytes) throws IOException {
    DiskJournal writer = new DiskJournal(disk, settings().build()).start();
    for (int i = 1; i <= count; i++) {
      messages.add(writer.publish(1, i, text(i, sizeBytes)));
      writer.force();
    }
    assertThat(writer.durable()).isEqualTo(count);
    disk.kill();
  }

  private static String text(int number, int sizeBytes) {
    return "message " + number + ".".repeat(Math.max(0, sizeBytes - 10));
  }

  private long offset(int number) {
    return Position.offset(messages.get(number - 1).position());
  }

  private String read(DiskJournal journal, int number) throws IOException {
    TestMessage message = messages.get(number - 1);
    return journal.read(message.position(), message.encodedSizeBytes());
  }

  private DiskJournal reopen() throws IOException {
    return new DiskJournal(disk, settings().build());
  }

  private JournalSettings.Builder settings() {
    return DiskJournal.settings().set("journal.sync", unforced ? "none" : "full");
  }

  private DiskJournal salvage() throws IOException {
    JournalSettings settings = settings().set("journal.recovery", "salvage").build();
    return new DiskJournal(disk, settings);
  }

  @Test
  void aTruncatedTailLosesOnlyWhatIsCutOff() throws IOException {
    write(5, 10);
    disk.truncate(FIRST, offset(5) + 3);

    DiskJournal after = reopen();
    assertThat(after.recovered().queue(1)).containsOnlyKeys(1L, 2L, 3L, 4L);
    after.start();
    assertThat(read(after, 4)).startsWith("message 4");
  }

  @Test
  void aFlippedBitInTheLastBatchEndsTheJournalThere() throws IOException {
    write(5, 10);
    disk.flip(FIRST, offset(5), 2);

    DiskJournal after = reopen();
    assertThat(after.recovered().queue(1)).containsOnlyKeys(1L, 2L, 3L, 4L);
    assertThat(after.journal().recovered().droppedBytes()).isPositive();
    assertThat(after.journal().recovered().end().offset()).isLessThan(offset(5));
  }

  @Test
  void whatComesAfterATornTailIsFoundAtTheNextStarts() throws IOException {
    write(5, 10);
    disk.flip(FIRST, offset(5), 2);
    DiskJournal second = reopen().start();
    second.publish(1, 50, "fifty");
    second.force();
    disk.kill();

    DiskJournal third = reopen().start();
    assertThat(third.recovered().queue(1)).containsOnlyKeys(1L, 2L, 3L, 4L, 50L);
    disk.kill();
    assertThat(reopen().recovered().queue(1)).containsOnlyKeys(1L, 2L, 3L, 4L, 50L);
  }

  @Test
  void aFlippedBitInTheMiddleIsRefusedWithFileAndOffset() throws IOException {
    write(5, 10);
    disk.flip(FIRST, offset(3), 2);

    assertThatThrownBy(this::reopen)
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining(FIRST)
        .hasMessageContaining("offset")
        .hasMessageContaining("journal.recovery = salvage");
  }

  @Test
  void salvageLosesOnlyTheDamagedBatch() throws IOException {
    write(5, 10);
    disk.flip(FIRST, offset(3), 2);

    DiskJournal after = salvage();
    assertThat(after.recovered().queue(1)).containsOnlyKeys(1L, 2L, 4L, 5L);
    assertThat(after.journal().recovered().damage())
        .singleElement()
        .satisfies(
            damage -> {
              assertThat(damage.file()).isEqualTo(FIRST);
              assertThat(damage.offset()).isLessThan(offset(3)).isGreaterThan(offset(2));
            });
  }

  @Test
  void aDamagedHeadOfABatchIsSkippedToo() throws IOException {
    write(5, 10);
    disk.flip(FIRST, offset(3) - BATCH_HEAD_BYTES, 0);

    assertThatThrownBy(this::reopen).isInstanceOf(JournalDamagedException.class);
    assertThat(salvage().recovered().queue(1)).containsOnlyKeys(1L, 2L, 4L, 5L);
  }

  @Test
  void damageAtTheEndOfAFullSegmentIsNoTornTail() throws IOException {
    write(5, 30_000);
    disk.flip(FIRST, offset(2) + 100, 1);

    assertThatThrownBy(this::reopen).isInstanceOf(JournalDamagedException.class);
    assertThat(salvage().recovered().queue(1)).containsOnlyKeys(1L, 3L, 4L, 5L);
  }

  @Test
  void aSegmentThatIsGoneIsMissed() throws IOException {
    write(5, 30_000);
    disk.delete("segment-000002");

    assertThatThrownBy(this::reopen)
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining("missing");
    assertThat(salvage().recovered().queue(1)).containsOnlyKeys(1L, 2L, 5L);
  }

  /** Each batch is whole, but one has been written over the one before: nothing looks broken. */
  @Test
  void aGapBetweenTwoWholeBatchesIsRefused() throws IOException {
    write(5, 10);
    overwriteWithTheNext(3);

    assertThatThrownBy(this::reopen)
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining(FIRST)
        .hasMessageContaining("records from 3 on");
  }

  @Test
  void aGapThatNothingProvesToHaveBeenForcedEndsTheJournal() throws IOException {
    unforced = true;
    write(5, 10);
    overwriteWithTheNext(3);

    assertThat(reopen().recovered().queue(1)).containsOnlyKeys(1L, 2L);
  }

  /** Batches of messages of one size are of one size, too. */
  private void overwriteWithTheNext(int number) {
    int length = Math.toIntExact(offset(number + 1) - offset(number));
    byte[] bytes = disk.contents(FIRST);
    for (int i = 0; i < length; i++) {
      int at = Math.toIntExact(offset(number)) - BATCH_HEAD_BYTES + i;
      int difference = bytes[at] ^ bytes[at + length];
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        if ((difference >> bit & 1) != 0) {
          disk.flip(FIRST, at, bit);
        }
      }
    }
  }

  @Test
  void aSegmentCutBetweenTwoBatchesIsMissed() throws IOException {
    write(5, 30_000);
    disk.truncate(FIRST, offset(2) - BATCH_HEAD_BYTES);

    assertThatThrownBy(this::reopen)
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining("records from 2 to 2 are missing");
    assertThat(salvage().recovered().queue(1)).containsOnlyKeys(1L, 3L, 4L, 5L);
  }

  @Test
  void oneDamagedSectorOfASegmentHeaderCostsNothing() throws IOException {
    write(5, 10);
    disk.flip(FIRST, 20, 1);
    assertThat(reopen().recovered().queue(1)).hasSize(5);
  }

  @Test
  void anotherFormatVersionIsRefused() throws IOException {
    write(1, 10);
    disk.flip(FIRST, 11, 1);
    assertThatThrownBy(this::reopen)
        .hasMessageContaining(FIRST)
        .hasMessageContaining("format version 3")
        .hasMessageContaining("reads version 1");
  }

  @Test
  void aMessageDamagedOnDiskFailsItsReadOnly() throws IOException {
    write(3, 10);
    DiskJournal after = reopen().start();
    disk.flip(FIRST, offset(2) + 1, 1);

    assertThatThrownBy(() -> read(after, 2)).hasMessageContaining("damaged");
    assertThat(read(after, 3)).startsWith("message 3");
  }
}
