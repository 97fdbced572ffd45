package io.motet.kafka.fetch;

import io.motet.kafka.message.FetchRequest.FetchPartition;
import io.motet.kafka.message.FetchResponse.PartitionData;

/** One partition that a client reads, and what it was told last. On the connection's shard. */
final class FetchedPartition {
  private final PartitionKey key;
  private FetchPartition wanted;
  private long toldHighWatermark = -1;
  private long toldLogStart = -1;
  private boolean toldError;

  FetchedPartition(PartitionKey key, FetchPartition wanted) {
    this.key = key;
    this.wanted = wanted;
  }

  PartitionKey key() {
    return key;
  }

  FetchPartition wanted() {
    return wanted;
  }

  /** The client reads on from elsewhere. */
  void wants(FetchPartition next) {
    wanted = next;
  }

  /** Whether the answer says what the client does not know yet. */
  boolean isNews(PartitionData answer) {
    boolean error = answer.errorCode != 0;
    return error
        || toldError
        || (answer.records != null && answer.records.sizeBytes() > 0)
        || answer.highWatermark != toldHighWatermark
        || answer.logStartOffset != toldLogStart;
  }

  void told(PartitionData answer) {
    toldHighWatermark = answer.highWatermark;
    toldLogStart = answer.logStartOffset;
    toldError = answer.errorCode != 0;
  }
}
