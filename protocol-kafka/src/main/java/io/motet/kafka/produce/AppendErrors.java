package io.motet.kafka.produce;

import io.motet.broker.topic.AppendError;
import io.motet.kafka.api.ErrorCode;

/** What a log's refusals are called on the wire. */
final class AppendErrors {
  private AppendErrors() {}

  /** The names are Kafka's already. */
  static ErrorCode code(AppendError error) {
    return ErrorCode.valueOf(error.name());
  }
}
