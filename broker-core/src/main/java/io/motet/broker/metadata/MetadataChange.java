package io.motet.broker.metadata;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the records of one change; they are written together when its function returns. On the
 * metadata shard only.
 */
public final class MetadataChange {
  private final List<MetadataLog.Entry> records = new ArrayList<>(2);
  private boolean afterEarlierOnes;

  MetadataChange() {}

  public void put(String key, Fields value) {
    records.add(new MetadataLog.Entry(key, value.encode()));
  }

  /** Harmless when the key is absent. */
  public void delete(String key) {
    records.add(new MetadataLog.Entry(key, null));
  }

  /**
   * For a change that found its wish fulfilled already: completes when the earlier changes, which
   * fulfilled it, are durable.
   */
  public void awaitEarlierOnes() {
    afterEarlierOnes = true;
  }

  List<MetadataLog.Entry> records() {
    return records;
  }

  boolean afterEarlierOnes() {
    return afterEarlierOnes;
  }
}
