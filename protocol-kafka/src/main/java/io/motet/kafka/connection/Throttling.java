package io.motet.kafka.connection;

import io.motet.kafka.message.ApiKey;
import io.motet.kafka.message.FetchResponse;
import io.motet.kafka.message.ProduceResponse;
import io.motet.kafka.quota.QuotaKey;
import io.motet.kafka.quota.Quotas;

/** Counts what one request used of its client's quotas, and says so in the answer. */
final class Throttling {
  private Throttling() {}

  /**
   * For a request about to be answered.
   *
   * @return for how long nothing more may be taken from the client
   */
  static long millis(Quotas quotas, PendingRequest request, String user, long nowMillis) {
    if (request.api() == ApiKey.PRODUCE) {
      long millis =
          quotas.use(
              QuotaKey.PRODUCER_BYTE_RATE,
              user,
              request.clientId(),
              request.sizeBytes(),
              nowMillis);
      if (request.response() instanceof ProduceResponse response) {
        response.throttleTimeMs = asInt(millis);
      }
      return millis;
    }
    if (request.response() instanceof FetchResponse response) {
      long millis =
          quotas.use(
              QuotaKey.CONSUMER_BYTE_RATE,
              user,
              request.clientId(),
              sizeBytes(response),
              nowMillis);
      response.throttleTimeMs = asInt(millis);
      return millis;
    }
    return 0;
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
