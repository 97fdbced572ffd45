package io.motet.kafka.connection;

import io.motet.kafka.message.ApiKey;
import io.motet.kafka.message.FetchResponse;
import io.motet.kafka.quota.QuotaKey;
import io.motet.kafka.quota.Quotas;
import io.motet.kafka.wire.ThrottledMessage;

/** Counts what one request used of its client's quotas, and says so in the answer. */
final class Throttling {
  private static final double NANOS_PER_SECOND = 1e9;

  /** As in Kafka: one sample of the measurement. */
  private static final long MAX_TIME_THROTTLE_MILLIS = 1000;

  private Throttling() {}

  /**
   * For a request about to be answered.
   *
   * @return for how long nothing more may be taken from the client
   */
  static long millis(Quotas quotas, PendingRequest request, String user, long nowMillis) {
    if (!quotas.any()) {
      return 0;
    }
    long millis =
        Math.max(
            request.throttleMillis(),
            Math.max(
                bytes(quotas, request, user, nowMillis), time(quotas, request, user, nowMillis)));
    if (millis > 0 && request.response() instanceof ThrottledMessage response) {
      response.setThrottleTimeMs(asInt(millis));
    }
    return millis;
  }

  private static long bytes(Quotas quotas, PendingRequest request, String user, long nowMillis) {
    String clientId = request.clientId();
    if (request.api() == ApiKey.PRODUCE) {
      int sizeBytes = request.sizeBytes();
      return quotas.use(QuotaKey.PRODUCER_BYTE_RATE, user, clientId, sizeBytes, nowMillis);
    }
    if (request.response() instanceof FetchResponse response) {
      double sizeBytes = sizeBytes(response);
      return quotas.use(QuotaKey.CONSUMER_BYTE_RATE, user, clientId, sizeBytes, nowMillis);
    }
    return 0;
  }

  /** Of logins nobody is held back. */
  private static long time(Quotas quotas, PendingRequest request, String user, long nowMillis) {
    if (request.api() == ApiKey.SASL_HANDSHAKE || request.api() == ApiKey.SASL_AUTHENTICATE) {
      return 0;
    }
    double percentSeconds = request.spentNanos() * 100.0 / NANOS_PER_SECOND;
    String clientId = request.clientId();
    long millis =
        quotas.use(QuotaKey.REQUEST_PERCENTAGE, user, clientId, percentSeconds, nowMillis);
    return Math.min(MAX_TIME_THROTTLE_MILLIS, millis);
  }

  private static int asInt(long millis) {
    return (int) Math.min(Integer.MAX_VALUE, millis);
  }

  private static double sizeBytes(FetchResponse response) {
    double sizeBytes = 0;
    for (FetchResponse.FetchableTopicResponse topic : response.responses) {
      for (FetchResponse.PartitionData partition : topic.partitions) {
        sizeBytes += partition.records == null ? 0 : partition.records.sizeBytes();
      }
    }
    return sizeBytes;
  }
}
