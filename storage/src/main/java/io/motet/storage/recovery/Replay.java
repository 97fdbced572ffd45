package io.motet.storage.recovery;

import io.motet.storage.journal.RecoveryListener;
import io.motet.storage.record.BatchReader;
import io.motet.storage.record.RecordParser;
import io.motet.storage.record.RecordVisitor;
import io.motet.storage.segment.Position;
import java.io.IOException;

/** Second pass: tells the listener what the verified batches say, but for broken transactions. */
final class Replay implements RecordVisitor {
  /** A copy that moved keeps the count it had; a new one has none. */
  private static final int NO_DELIVERIES = 0;

  private final RecoveryListener listener;
  private final TransactionParts transactions;
  private boolean skipping;
  private long records;

  Replay(RecoveryListener listener, TransactionParts transactions) {
    this.listener = listener;
    this.transactions = transactions;
  }

  void run(Extent extent) throws IOException {
    int number = extent.segment().number();
    try (BatchReader reader =
        new BatchReader(
            extent.segment().file(),
            extent.segment().header().generation(),
            extent.start(),
            extent.end())) {
      while (reader.offset() < extent.end()) {
        if (!reader.read()) {
          throw new IOException(
              extent.segment() + " changed while it was read, at offset " + reader.offset());
        }
        RecordParser.parse(reader.payload(), Position.of(number, reader.payloadOffset()), this);
        records += reader.header().count();
        reader.skip();
      }
    }
  }

  long records() {
    return records;
  }

  @Override
  public void partBegin(long transactionId, int part, int parts) {
    skipping = !transactions.isWhole(transactionId);
  }

  @Override
  public void partEnd() {
    skipping = false;
  }

  @Override
  public void copy(
      long queueId,
      long sequence,
      long position,
      int sizeBytes,
      int attributes,
      long expiresAtMillis) {
    if (!skipping) {
      listener.message(
          queueId, sequence, position, sizeBytes, attributes, expiresAtMillis, NO_DELIVERIES);
    }
  }

  @Override
  public void moved(
      long queueId,
      long sequence,
      long position,
      int sizeBytes,
      int attributes,
      long expiresAtMillis) {
    copy(queueId, sequence, position, sizeBytes, attributes, expiresAtMillis);
  }

  @Override
  public void place(
      long queueId,
      long sequence,
      long position,
      int sizeBytes,
      int attributes,
      long expiresAtMillis,
      int deliveryCount) {
    listener.message(
        queueId, sequence, position, sizeBytes, attributes, expiresAtMillis, deliveryCount);
  }

  @Override
  public void settled(long queueId, long firstSequence, long lastSequence) {
    if (!skipping) {
      listener.settled(queueId, firstSequence, lastSequence);
    }
  }

  @Override
  public void delivered(long queueId, long firstSequence, long lastSequence, int deliveryCount) {
    if (!skipping) {
      listener.delivered(queueId, firstSequence, lastSequence, deliveryCount);
    }
  }

  /** Counts in a broken transaction, too: what may have been given out may have been. */
  @Override
  public void horizon(long queueId, long sequence) {
    listener.horizon(queueId, sequence);
  }

  @Override
  public void queueDropped(long queueId) {
    if (!skipping) {
      listener.queueDropped(queueId);
    }
  }

  @Override
  public void metadataPut(String key, byte[] value) {
    if (!skipping) {
      listener.metadataPut(key, value);
    }
  }

  @Override
  public void metadataDelete(String key) {
    if (!skipping) {
      listener.metadataDelete(key);
    }
  }
}
