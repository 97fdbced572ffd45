package io.motet.kafka.quota;

import io.motet.kafka.api.RequestContext;

/** Asks whether a client may make or delete so many partitions now. Any thread. */
public final class PartitionMutations {
  private final Quotas quotas;

  /** By these quotas. */
  public PartitionMutations(Quotas quotas) {
    this.quotas = quotas;
  }

  /**
   * Counts a change that is otherwise all right, and makes the client wait if need be.
   *
   * @param strictSince the version of the request from which on what goes beyond is refused; in
   *     those before, it is done
   * @return whether it is refused
   */
  public boolean refuse(int partitions, int strictSince, RequestContext context) {
    boolean strict = context.version() >= strictSince;
    long millis =
        quotas.mutate(
            context.session().user(),
            context.clientId(),
            partitions,
            strict,
            context.shard().currentTimeMillis());
    if (millis > 0) {
      context.throttle(millis);
    }
    return strict && millis > 0;
  }
}
