package io.motet.storage.log.producer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Producers and aborted transactions as bytes; part of a log's state file. */
public final class ProducerSnapshot {
  private ProducerSnapshot() {}

  /** Writes all. */
  public static void write(Producers producers, DataOutputStream out) throws IOException {
    out.writeInt(producers.entries().size());
    for (ProducerEntry entry : producers.entries()) {
      write(entry, out);
    }
    out.writeInt(producers.aborted().size());
    for (AbortedTransaction transaction : producers.aborted()) {
      out.writeLong(transaction.producerId());
      out.writeLong(transaction.firstOffset());
      out.writeLong(transaction.lastOffset());
      out.writeLong(transaction.lastStableOffset());
    }
  }

  private static void write(ProducerEntry entry, DataOutputStream out) throws IOException {
    out.writeLong(entry.producerId);
    out.writeShort(entry.epoch);
    out.writeInt(entry.coordinatorEpoch);
    out.writeLong(entry.lastTimestamp);
    out.writeLong(entry.transactionFirstOffset);
    out.writeByte(entry.batches());
    for (int i = 0; i < entry.batches(); i++) {
      out.writeInt(entry.lastSequence(i));
      out.writeInt(entry.offsetDelta(i));
      out.writeLong(entry.lastOffset(i));
      out.writeLong(entry.timestamp(i));
    }
  }

  /** Reads all into producers that are empty. */
  public static void read(DataInputStream in, Producers producers) throws IOException {
    int entries = in.readInt();
    for (int i = 0; i < entries; i++) {
      producers.restore(readEntry(in));
    }
    int aborted = in.readInt();
    for (int i = 0; i < aborted; i++) {
      producers.restore(
          new AbortedTransaction(in.readLong(), in.readLong(), in.readLong(), in.readLong()));
    }
  }

  private static ProducerEntry readEntry(DataInputStream in) throws IOException {
    ProducerEntry entry = new ProducerEntry(in.readLong());
    entry.epoch = in.readShort();
    entry.coordinatorEpoch = in.readInt();
    long lastTimestamp = in.readLong();
    entry.transactionFirstOffset = in.readLong();
    int batches = in.readByte();
    for (int i = 0; i < batches; i++) {
      entry.remember(in.readInt(), in.readInt(), in.readLong(), in.readLong());
    }
    entry.lastTimestamp = lastTimestamp;
    return entry;
  }
}
