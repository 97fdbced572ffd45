package io.motet.storage.log.state;

import io.motet.storage.log.producer.ProducerSnapshot;
import io.motet.storage.log.producer.Producers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What a log must know besides its batches, as of one offset: everything before it was forced, and
 * producers and epochs are those of the batches before it.
 *
 * @param recoveryPoint that offset
 * @param logStartOffset first offset that can be read
 * @param compactedTo offset before which keys have been compacted
 */
public record LogState(
    long recoveryPoint,
    long logStartOffset,
    long compactedTo,
    LeaderEpochs epochs,
    Producers producers) {
  private static final long MAGIC = 0x4d4f5445544c4f47L; // MOTETLOG
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 16;

  /** A log that has never been written. */
  public static LogState empty() {
    return new LogState(0, 0, 0, new LeaderEpochs(), new Producers());
  }

  /** As bytes: magic, version, checksum of the rest, the rest. Under the log's lock. */
  public byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(MAGIC);
      out.writeInt(VERSION);
      out.writeInt(0);
      out.writeLong(recoveryPoint);
      out.writeLong(logStartOffset);
      out.writeLong(compactedTo);
      epochs.write(out);
      ProducerSnapshot.write(producers, out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    byte[] encoded = bytes.toByteArray();
    ByteBuffer.wrap(encoded).putInt(HEADER_BYTES - 4, checksum(encoded));
    return encoded;
  }

  private static int checksum(byte[] encoded) {
    CRC32C crc = new CRC32C();
    crc.update(encoded, HEADER_BYTES, encoded.length - HEADER_BYTES);
    return (int) crc.getValue();
  }

  /** Reads what {@link #encode} gave; null when it is not that, or not whole. */
  public static LogState decode(byte[] encoded) {
    ByteBuffer header = ByteBuffer.wrap(encoded);
    boolean right =
        encoded.length > HEADER_BYTES
            && header.getLong(0) == MAGIC
            && header.getInt(8) == VERSION
            && header.getInt(12) == checksum(encoded);
    return right ? decodeRest(encoded) : null;
  }

  private static LogState decodeRest(byte[] encoded) {
    try (DataInputStream in =
        new DataInputStream(
            new ByteArrayInputStream(encoded, HEADER_BYTES, encoded.length - HEADER_BYTES))) {
      long recoveryPoint = in.readLong();
      long logStart = in.readLong();
      long compactedTo = in.readLong();
      LeaderEpochs epochs = new LeaderEpochs();
      epochs.read(in);
      Producers producers = new Producers();
      ProducerSnapshot.read(in, producers);
      return new LogState(recoveryPoint, logStart, compactedTo, epochs, producers);
    } catch (IOException e) {
      return null;
    }
  }
}
