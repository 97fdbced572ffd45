package io.motet.kafka.fetch;

import io.motet.broker.topic.Partition;
import io.motet.kafka.api.ErrorCode;

/** Compares the epoch that a client knows with ours (KIP-320). */
final class LeaderEpochs {
  private static final int UNKNOWN = -1;

  private LeaderEpochs() {}

  static ErrorCode check(int clientsEpoch, Partition partition) {
    if (clientsEpoch == UNKNOWN || clientsEpoch == partition.leaderEpoch()) {
      return ErrorCode.NONE;
    }
    return clientsEpoch < partition.leaderEpoch()
        ? ErrorCode.FENCED_LEADER_EPOCH
        : ErrorCode.UNKNOWN_LEADER_EPOCH;
  }
}
