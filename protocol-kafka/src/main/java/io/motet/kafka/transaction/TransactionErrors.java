package io.motet.kafka.transaction;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;

/** What requests about transactions have in common. */
public final class TransactionErrors {
  private TransactionErrors() {}

  /**
   * Who came with an old epoch is told so in words that its version knows.
   *
   * @param firstWithFenced the first version of the request that knows the newer one
   */
  public static ErrorCode forVersion(ErrorCode error, RequestContext context, int firstWithFenced) {
    return error == ErrorCode.PRODUCER_FENCED && context.version() < firstWithFenced
        ? ErrorCode.INVALID_PRODUCER_EPOCH
        : error;
  }

  /** Whether the client may use the transactional id. */
  public static ErrorCode check(Authorizer authorizer, RequestContext context, String id) {
    if (id.isEmpty()) {
      return ErrorCode.INVALID_REQUEST;
    }
    return authorizer.mayTransactionalId(context.session(), Operation.WRITE, id)
        ? ErrorCode.NONE
        : ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED;
  }
}
