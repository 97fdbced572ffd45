package io.motet.kafka.share.state;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The durable form: a version, the start offset, and from there on for each stretch its length and
 * one number for state and delivery count. Numbers have seven bits a byte, lowest first.
 */
final class StateCodec {
  /** What was read. */
  record Decoded(long startOffset, List<Stretch> stretches) {}

  private static final int VERSION = 1;
  private static final int STATE_BITS = 3;
  private static final int STATE_MASK = (1 << STATE_BITS) - 1;
  private static final int MORE = 0x80;
  private static final int BITS = 7;

  private StateCodec() {}

  /**
   * What members have is written as what will be available when they are gone.
   *
   * @param mostDeliveries counts above it are cut: that the process ended is not the record's fault
   */
  static byte[] encode(long startOffset, Collection<Stretch> stretches, int mostDeliveries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, VERSION);
    write(out, startOffset);
    for (Stretch one : stretches) {
      RecordState state = one.state() == RecordState.ACQUIRED ? RecordState.AVAILABLE : one.state();
      write(out, one.count());
      long deliveries = Math.min(one.deliveryCount(), mostDeliveries);
      write(out, deliveries << STATE_BITS | state.id());
    }
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, long number) {
    long left = number;
    while ((left & -MORE) != 0) {
      out.write((int) (left & (MORE - 1)) | MORE);
      left >>>= BITS;
    }
    out.write((int) left);
  }

  /** Throws IllegalStateException when a later version wrote it. */
  static Decoded decode(byte[] bytes) {
    Reader in = new Reader(bytes);
    long version = in.next();
    if (version != VERSION) {
      throw new IllegalStateException("state of a share partition of version " + version);
    }
    long startOffset = in.next();
    long at = startOffset;
    List<Stretch> stretches = new ArrayList<>();
    while (in.hasNext()) {
      long count = in.next();
      long stateAndCount = in.next();
      RecordState state = RecordState.of((int) stateAndCount & STATE_MASK);
      long last = at + count - 1;
      stretches.add(
          state == RecordState.AVAILABLE
              ? Stretch.available(at, last, (int) (stateAndCount >>> STATE_BITS))
              : Stretch.settled(at, last, state));
      at = last + 1;
    }
    return new Decoded(startOffset, stretches);
  }

  private static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean hasNext() {
      return at < bytes.length;
    }

    long next() {
      long number = 0;
      for (int shift = 0; ; shift += BITS) {
        byte part = bytes[at++];
        number |= (long) (part & (MORE - 1)) << shift;
        if (part >= 0) {
          return number;
        }
      }
    }
  }
}
