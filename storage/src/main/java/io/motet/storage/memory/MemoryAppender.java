package io.motet.storage.memory;

import io.motet.storage.journal.AppenderListener;
import io.motet.storage.journal.JournalAppender;
import io.motet.storage.journal.StoredMessage;
import io.motet.storage.journal.Survivor;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.Executor;

/**
 * Counts records and reports them durable. The report comes by way of the owner's executor, never
 * from inside {@link #flush}, so that a shard sees the same order of events as with a disk.
 */
final class MemoryAppender implements JournalAppender {
  private final Executor owner;
  private final AppenderListener listener;
  private final Runnable report = this::report;
  private long appendedIndex;
  private long durableIndex;
  private boolean reportPosted;

  MemoryAppender(Executor owner, AppenderListener listener) {
    this.owner = owner;
    this.listener = listener;
  }

  private void report() {
    reportPosted = false;
    if (durableIndex < appendedIndex) {
      durableIndex = appendedIndex;
      listener.durable(durableIndex);
    }
  }

  @Override
  public void beginMessage(StoredMessage message, int copies) {}

  @Override
  public void copy(long queueId, long sequence, int attributes, long expiresAtMillis) {}

  @Override
  public long endMessage() {
    return ++appendedIndex;
  }

  @Override
  public void settle(long queueId, long sequence, StoredMessage message) {
    appendedIndex++;
  }

  @Override
  public void settle(long queueId, long sequence, long position, int sizeBytes) {
    appendedIndex++;
  }

  @Override
  public void delivered(long queueId, long sequence, int deliveryCount) {
    appendedIndex++;
  }

  @Override
  public void horizon(long queueId, long sequence) {
    appendedIndex++;
  }

  @Override
  public void dropQueue(long queueId) {
    appendedIndex++;
  }

  @Override
  public void settleRange(long queueId, long firstSequence, long lastSequence) {
    appendedIndex++;
  }

  @Override
  public void release(StoredMessage message) {}

  @Override
  public void release(long position, int sizeBytes) {}

  @Override
  public void relocate(Survivor survivor, ByteBuf encoded, Relocated whenDurable) {
    throw new IllegalStateException("a memory journal never asks for relocation");
  }

  @Override
  public long putMetadata(String key, byte[] value) {
    return ++appendedIndex;
  }

  @Override
  public long deleteMetadata(String key) {
    return ++appendedIndex;
  }

  @Override
  public void beginAtomic() {}

  @Override
  public void beginAtomic(long transactionId, int part, int parts) {}

  @Override
  public long endAtomic() {
    return appendedIndex;
  }

  @Override
  public void requireDurable() {}

  @Override
  public long appendedIndex() {
    return appendedIndex;
  }

  @Override
  public long durableIndex() {
    return durableIndex;
  }

  @Override
  public void flush() {
    if (durableIndex < appendedIndex && !reportPosted) {
      reportPosted = true;
      owner.execute(report);
    }
  }
}
