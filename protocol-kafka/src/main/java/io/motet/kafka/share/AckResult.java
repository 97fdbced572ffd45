package io.motet.kafka.share;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.share.state.AcknowledgeException;
import java.util.concurrent.CompletionException;

/**
 * What became of the acknowledgements for one partition.
 *
 * @param text null for none
 */
record AckResult(ErrorCode error, String text) {
  static final AckResult DONE = new AckResult(ErrorCode.NONE, null);

  static AckResult of(ErrorCode error) {
    return new AckResult(error, error.text());
  }

  static AckResult of(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof AcknowledgeException wrong) {
      return new AckResult(
          wrong.stateIsWrong() ? ErrorCode.INVALID_RECORD_STATE : ErrorCode.INVALID_REQUEST,
          wrong.getMessage());
    }
    return of(ErrorCode.COORDINATOR_NOT_AVAILABLE);
  }
}
