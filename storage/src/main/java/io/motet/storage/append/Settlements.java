package io.motet.storage.append;

import io.motet.storage.record.RecordWriter;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Writes settle records, and lets a record reach one further instead of writing another where the
 * same queue settled the sequence before. It remembers the last record of a few queues, since
 * consumers of several queues interleave.
 *
 * <p>To extend an earlier record moves the settlement before what has been appended in between.
 * That is allowed only when the message's own record is not in between; the caller tells.
 */
final class Settlements {
  private static final int ENTRIES = 16;
  private static final int NONE = -1;

  private final long[] queueIds = new long[ENTRIES];
  private final long[] lastSequences = new long[ENTRIES];
  private final int[] recordIndexes = new int[ENTRIES];

  Settlements() {
    clear();
  }

  /** Forgets the records: they are in another chunk, or moved. */
  void clear() {
    Arrays.fill(recordIndexes, NONE);
  }

  /**
   * Settles one sequence.
   *
   * @param after index in {@code out} that the settlement must come after
   * @return whether a record has been added
   */
  boolean settle(ByteBuf out, long queueId, long sequence, int after) {
    int entry = (int) queueId & (ENTRIES - 1);
    int recordIndex = recordIndexes[entry];
    boolean extend =
        recordIndex != NONE
            && queueIds[entry] == queueId
            && lastSequences[entry] + 1 == sequence
            && recordIndex >= after;
    if (extend) {
      RecordWriter.extendSettled(out, recordIndex, sequence);
    } else {
      recordIndexes[entry] = out.writerIndex();
      queueIds[entry] = queueId;
      RecordWriter.settled(out, queueId, sequence, sequence);
    }
    lastSequences[entry] = sequence;
    return !extend;
  }
}
