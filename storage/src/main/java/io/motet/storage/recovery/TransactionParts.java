package io.motet.storage.recovery;

import io.motet.storage.record.RecordVisitor;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Collects which parts of transactions are there: only whole ones count. */
final class TransactionParts implements RecordVisitor {
  private final Map<Long, BitSet> found = new HashMap<>();
  private final Map<Long, Integer> wanted = new HashMap<>();

  @Override
  public void partBegin(long transactionId, int part, int parts) {
    found.computeIfAbsent(transactionId, id -> new BitSet()).set(part);
    wanted.put(transactionId, parts);
  }

  boolean isWhole(long transactionId) {
    BitSet parts = found.get(transactionId);
    return parts != null && parts.cardinality() == wanted.get(transactionId);
  }
}
