package io.motet.storage.log.producer;

import io.motet.storage.log.LogError;
import io.motet.storage.log.batch.BatchHeader;
import io.motet.storage.log.batch.EndMarker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The producers of one log and their transactions. Used under the log's lock, but for {@link
 * #abortedBetween}.
 */
public final class Producers {
  private final Long2ObjectHashMap<ProducerEntry> entries = new Long2ObjectHashMap<>();
  private final AbortedTransactions aborted = new AbortedTransactions();

  /** Open transactions, by their first offset. */
  private final TreeMap<Long, Long> open = new TreeMap<>();

  /** Ended ones whose end readers cannot see yet: last offset by first offset. */
  private final TreeMap<Long, Long> ended = new TreeMap<>();

  /**
   * Checks a batch of a producer that numbers its batches; changes nothing.
   *
   * @param checksSequence whether the batch is from a client
   */
  public ProducerCheck check(BatchHeader header, boolean checksSequence, long nextOffset) {
    ProducerEntry entry = entries.get(header.producerId());
    if (entry == null) {
      return ProducerCheck.IN_ORDER;
    }
    if (checksSequence) {
      int duplicate = entry.findDuplicate(header);
      if (duplicate >= 0) {
        return new ProducerCheck.Duplicate(
            entry.baseOffset(duplicate), entry.lastOffset(duplicate), entry.timestamp(duplicate));
      }
    }
    if (header.producerEpoch() < entry.epoch) {
      return staleEpoch(header.producerId(), header.producerEpoch(), entry.epoch, nextOffset);
    }
    if (checksSequence && !inSequence(entry, header)) {
      return new ProducerCheck.Refused(
          LogError.OUT_OF_ORDER_SEQUENCE_NUMBER,
          "Out of order sequence number for producer "
              + header.producerId()
              + " at offset "
              + nextOffset
              + ": "
              + header.baseSequence()
              + " (incoming seq. number), "
              + entry.lastSequence()
              + " (current end sequence number)");
    }
    if (entry.transactionFirstOffset >= 0 && !header.isTransactional()) {
      return new ProducerCheck.Refused(
          LogError.INVALID_TXN_STATE,
          "Expected transactional write from producer " + header.producerId());
    }
    return ProducerCheck.IN_ORDER;
  }

  private static boolean inSequence(ProducerEntry entry, BatchHeader header) {
    if (entry.epoch == ProducerEntry.NONE) {
      return true;
    }
    if (header.producerEpoch() != entry.epoch) {
      return header.baseSequence() == 0;
    }
    // An end marker may have brought an epoch of which there are no batches.
    return header.baseSequence() == ((entry.lastSequence() + 1) & Integer.MAX_VALUE);
  }

  private static ProducerCheck.Refused staleEpoch(
      long producerId, int epoch, int current, long offset) {
    return new ProducerCheck.Refused(
        LogError.INVALID_PRODUCER_EPOCH,
        "Epoch of producer "
            + producerId
            + " at offset "
            + offset
            + " is "
            + epoch
            + ", which is smaller than the last seen epoch "
            + current);
  }

  /** Checks the end of a transaction; changes nothing. */
  public ProducerCheck checkEnd(long producerId, short epoch, EndMarker marker, long nextOffset) {
    ProducerEntry entry = entries.get(producerId);
    if (entry == null) {
      return ProducerCheck.IN_ORDER;
    }
    if (epoch < entry.epoch) {
      return staleEpoch(producerId, epoch, entry.epoch, nextOffset);
    }
    if (marker.coordinatorEpoch() < entry.coordinatorEpoch) {
      return new ProducerCheck.Refused(
          LogError.TRANSACTION_COORDINATOR_FENCED,
          "Invalid coordinator epoch for producerId "
              + producerId
              + ": "
              + marker.coordinatorEpoch()
              + " (zombie), "
              + entry.coordinatorEpoch
              + " (current)");
    }
    return ProducerCheck.IN_ORDER;
  }

  /** A batch of a producer is in the log. */
  public void appended(BatchHeader header) {
    ProducerEntry entry = entry(header.producerId());
    entry.enter(header.producerEpoch());
    entry.remember(header);
    if (header.isTransactional() && entry.transactionFirstOffset < 0) {
      entry.transactionFirstOffset = header.baseOffset();
      open.put(header.baseOffset(), header.producerId());
    }
  }

  /** The end of a transaction is in the log. */
  public void ended(BatchHeader header, EndMarker marker) {
    ProducerEntry entry = entry(header.producerId());
    entry.enter(header.producerEpoch());
    entry.coordinatorEpoch = marker.coordinatorEpoch();
    entry.lastTimestamp = header.maxTimestamp();
    long first = entry.transactionFirstOffset;
    if (first < 0) {
      return;
    }
    entry.transactionFirstOffset = ProducerEntry.NONE;
    open.remove(first);
    ended.put(first, header.lastOffset());
    if (!marker.commit()) {
      long stable = open.isEmpty() ? header.nextOffset() : open.firstKey();
      aborted.add(new AbortedTransaction(header.producerId(), first, header.lastOffset(), stable));
    }
  }

  private ProducerEntry entry(long producerId) {
    ProducerEntry entry = entries.get(producerId);
    if (entry == null) {
      entry = new ProducerEntry(producerId);
      entries.put(producerId, entry);
    }
    return entry;
  }

  /** Where readers of committed records must stop, given where all must. */
  public long lastStableOffset(long highWatermark) {
    while (!ended.isEmpty() && ended.firstEntry().getValue() < highWatermark) {
      ended.pollFirstEntry();
    }
    long stable = highWatermark;
    if (!open.isEmpty()) {
      stable = Math.min(stable, open.firstKey());
    }
    for (Map.Entry<Long, Long> transaction : ended.entrySet()) {
      if (transaction.getValue() >= highWatermark) {
        return Math.min(stable, transaction.getKey());
      }
    }
    return stable;
  }

  /** Aborted transactions that reach into a range. Any thread. */
  public List<AbortedTransaction> abortedBetween(long fromOffset, long toOffset) {
    return aborted.between(fromOffset, toOffset);
  }

  /** Whether the producer has a transaction open. */
  public boolean hasOpenTransaction(long producerId) {
    ProducerEntry entry = entries.get(producerId);
    return entry != null && entry.transactionFirstOffset >= 0;
  }

  /** Forgets what is before the log's start. */
  public void logStartMoved(long logStartOffset) {
    aborted.forgetBefore(logStartOffset);
  }

  /** Forgets producers that have been silent, but for those in a transaction. */
  public void expire(long beforeMillis) {
    entries
        .values()
        .removeIf(entry -> entry.transactionFirstOffset < 0 && entry.lastTimestamp < beforeMillis);
  }

  /** Whether the producer is remembered. */
  public boolean knows(long producerId) {
    return entries.containsKey(producerId);
  }

  /** How many are remembered. */
  public int count() {
    return entries.size();
  }

  /** All producers, for a description. */
  public List<ProducerView> views() {
    List<ProducerView> views = new ArrayList<>();
    for (ProducerEntry entry : entries.values()) {
      views.add(
          new ProducerView(
              entry.producerId,
              entry.epoch,
              entry.lastSequence(),
              entry.lastTimestamp,
              entry.coordinatorEpoch,
              entry.transactionFirstOffset));
    }
    return views;
  }

  Collection<ProducerEntry> entries() {
    return entries.values();
  }

  List<AbortedTransaction> aborted() {
    return aborted.all();
  }

  /** Puts back what a snapshot says. */
  void restore(ProducerEntry entry) {
    entries.put(entry.producerId, entry);
    if (entry.transactionFirstOffset >= 0) {
      open.put(entry.transactionFirstOffset, entry.producerId);
    }
  }

  /** Puts back what a snapshot says. */
  void restore(AbortedTransaction transaction) {
    aborted.add(transaction);
  }
}
