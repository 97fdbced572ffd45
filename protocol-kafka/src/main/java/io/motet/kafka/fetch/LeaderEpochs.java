package io.motet.kafka.fetch;

import io.motet.kafka.api.ErrorCode;

/** Compares the epoch that a client knows with ours (KIP-320). */
final class LeaderEpochs {
  private static final int UNKNOWN = -1;

  private LeaderEpochs() {}

  static ErrorCode check(int clientsEpoch, int leaderEpoch) {
    if (clientsEpoch == UNKNOWN || clientsEpoch == leaderEpoch) {
      return ErrorCode.NONE;
    }
    return clientsEpoch < leaderEpoch
        ? ErrorCode.FENCED_LEADER_EPOCH
        : ErrorCode.UNKNOWN_LEADER_EPOCH;
  }
}
