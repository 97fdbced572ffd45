package io.motet.kafka.topic;

import io.motet.broker.topic.TopicException;
import io.motet.kafka.api.ErrorCode;
import java.util.concurrent.CompletionException;

/** What the core's refusals are called on the wire. */
public final class TopicErrors {
  private TopicErrors() {}

  /** The code for a failure of a change. */
  public static ErrorCode code(Throwable failure) {
    if (cause(failure) instanceof TopicException refusal) {
      return switch (refusal.reason()) {
        case EXISTS, NAME_IS_TAKEN -> ErrorCode.TOPIC_ALREADY_EXISTS;
        case UNKNOWN -> ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
        case INVALID_NAME -> ErrorCode.INVALID_TOPIC_EXCEPTION;
        case INVALID_PARTITIONS -> ErrorCode.INVALID_PARTITIONS;
        case INVALID_CONFIG -> ErrorCode.INVALID_CONFIG;
      };
    }
    return ErrorCode.UNKNOWN_SERVER_ERROR;
  }

  /** The text for a failure of a change. */
  public static String text(Throwable failure) {
    return cause(failure).getMessage();
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
