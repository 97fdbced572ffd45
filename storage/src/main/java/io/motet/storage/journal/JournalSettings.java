package io.motet.storage.journal;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The journal's settings, checked when built. {@link #of} reads them as the configuration file
 * names them; {@link Builder} is for code. An error names the setting and its value.
 *
 * @param sync {@code journal.sync}: when a batch is durable; default {@code full}
 * @param segmentBytes {@code journal.segment.bytes}: size of a segment file; default 64 MiB, at
 *     least 64 KiB. A message that is larger gets a segment of its own size
 * @param checkpointBytes {@code journal.checkpoint.bytes}: journal written between two checkpoints;
 *     default 256 MiB. Bounds the time of recovery
 * @param maxBytes {@code journal.max.bytes}: publishers are blocked before the segments take more;
 *     default 0, no limit but the disk's
 * @param reserveBytes {@code journal.reserve.bytes}: room below the limit that publishers leave to
 *     settlements, deletes and relocation; default 128 MiB, at least two segments
 * @param diskFreeLimitBytes {@code journal.disk.free.limit.bytes}: the file system's free space
 *     that the journal does not touch; default 50 MB
 * @param recovery {@code journal.recovery}: what to do about damage; default {@code strict}
 * @param prezeroedSegments {@code journal.prezeroed.segments}: segments kept ready; default 1
 * @param chunkBytes {@code journal.chunk.bytes}: a shard hands its buffer over at this size even
 *     when the journal is busy; default 1 MiB
 * @param batchBytes {@code journal.batch.bytes}: most bytes in one write; default 8 MiB
 * @param lazyWriteMillis {@code journal.lazy.write.ms}: how long records that nobody waits for may
 *     stay in memory; default 20
 * @param liveReclaimPercent {@code journal.reclaim.live.percent}: a segment with less alive may be
 *     emptied by copying; default 50
 * @param readAheadBytes {@code journal.read.ahead.bytes}: least size of a cold read that continues
 *     the one before; default 256 KiB
 */
public record JournalSettings(
    Sync sync,
    int segmentBytes,
    long checkpointBytes,
    long maxBytes,
    long reserveBytes,
    long diskFreeLimitBytes,
    RecoveryMode recovery,
    int prezeroedSegments,
    int chunkBytes,
    int batchBytes,
    int lazyWriteMillis,
    int liveReclaimPercent,
    int readAheadBytes) {

  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final long FOREVER = Long.MAX_VALUE / 4;

  /** The defaults. */
  public static JournalSettings defaults() {
    return builder().build();
  }

  /** A builder that starts with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** The keys that {@link #of} knows, with their defaults. */
  public static Map<String, String> keys() {
    return new Builder().texts();
  }

  /**
   * Reads settings by their keys; what is absent has its default.
   *
   * @throws IllegalArgumentException naming the setting and the value that is wrong
   */
  public static JournalSettings of(Map<String, String> values) {
    Builder builder = builder();
    values.forEach(builder::set);
    return builder.build();
  }

  /** Collects settings by key. Not thread-safe. */
  public static final class Builder {
    private final Map<String, String> texts = new TreeMap<>();

    private Builder() {
      texts.put("journal.sync", "full");
      texts.put("journal.segment.bytes", "64MiB");
      texts.put("journal.checkpoint.bytes", "256MiB");
      texts.put("journal.max.bytes", "0");
      texts.put("journal.reserve.bytes", "128MiB");
      texts.put("journal.disk.free.limit.bytes", "50MB");
      texts.put("journal.recovery", "strict");
      texts.put("journal.prezeroed.segments", "1");
      texts.put("journal.chunk.bytes", "1MiB");
      texts.put("journal.batch.bytes", "8MiB");
      texts.put("journal.lazy.write.ms", "20");
      texts.put("journal.reclaim.live.percent", "50");
      texts.put("journal.read.ahead.bytes", "256KiB");
    }

    /** Sets one setting; {@link #build} checks it. */
    public Builder set(String key, String value) {
      if (texts.replace(key, value) == null) {
        throw new IllegalArgumentException("unknown setting " + key + " = " + value);
      }
      return this;
    }

    /** Sets one setting to a number. */
    public Builder set(String key, long value) {
      return set(key, Long.toString(value));
    }

    /** Checks all and returns the settings. */
    public JournalSettings build() {
      int segmentBytes = size("journal.segment.bytes", 64 * KIB, 1024 * MIB);
      long reserveBytes = number("journal.reserve.bytes", 0, FOREVER);
      long maxBytes = number("journal.max.bytes", 0, FOREVER);
      atLeast("journal.reserve.bytes", reserveBytes, 2L * segmentBytes, "two segments");
      if (maxBytes != 0) {
        atLeast("journal.max.bytes", maxBytes, reserveBytes + 2L * segmentBytes, "reserve and two");
      }
      return new JournalSettings(
          choice("journal.sync", Sync.class),
          segmentBytes,
          number("journal.checkpoint.bytes", 64 * KIB, FOREVER),
          maxBytes,
          reserveBytes,
          number("journal.disk.free.limit.bytes", 0, FOREVER),
          choice("journal.recovery", RecoveryMode.class),
          size("journal.prezeroed.segments", 0, 64),
          size("journal.chunk.bytes", 4 * KIB, 64 * MIB),
          size("journal.batch.bytes", 4 * KIB, 256 * MIB),
          size("journal.lazy.write.ms", 0, 60_000),
          size("journal.reclaim.live.percent", 1, 95),
          size("journal.read.ahead.bytes", 4 * KIB, 64 * MIB));
    }

    private Map<String, String> texts() {
      return Map.copyOf(texts);
    }

    private void atLeast(String key, long value, long least, String what) {
      if (value < least) {
        throw wrong(key, "must be at least " + what + " (" + least + ")");
      }
    }

    private int size(String key, int least, int most) {
      return Math.toIntExact(number(key, least, most));
    }

    private long number(String key, long least, long most) {
      long value;
      try {
        value = ByteSize.parse(texts.get(key));
      } catch (NumberFormatException | ArithmeticException e) {
        throw wrong(key, "must be a number, like 1048576 or 1MiB");
      }
      if (value < least || value > most) {
        throw wrong(key, "must be from " + least + " to " + most);
      }
      return value;
    }

    private <E extends Enum<E>> E choice(String key, Class<E> type) {
      Set<E> all = java.util.EnumSet.allOf(type);
      for (E one : all) {
        if (one.name().equalsIgnoreCase(texts.get(key).trim())) {
          return one;
        }
      }
      throw wrong(key, "must be one of " + all.toString().toLowerCase(Locale.ROOT));
    }

    private IllegalArgumentException wrong(String key, String rule) {
      return new IllegalArgumentException("setting " + key + " = " + texts.get(key) + ": " + rule);
    }
  }
}
