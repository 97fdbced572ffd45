package io.motet.kafka.produce;

import io.motet.broker.topic.AppendError;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.format.FormatException;

/** What a log's refusals are called on the wire. */
final class AppendErrors {
  private AppendErrors() {}

  /** The names are Kafka's already. */
  static ErrorCode code(AppendError error) {
    return ErrorCode.valueOf(error.name());
  }

  /** For records of old formats that cannot be converted. */
  static ErrorCode code(FormatException.Reason reason) {
    return switch (reason) {
      case CORRUPT -> ErrorCode.CORRUPT_MESSAGE;
      case INVALID -> ErrorCode.INVALID_RECORD;
      case UNSUPPORTED_COMPRESSION -> ErrorCode.UNSUPPORTED_COMPRESSION_TYPE;
    };
  }
}
