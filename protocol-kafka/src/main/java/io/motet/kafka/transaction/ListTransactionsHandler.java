package io.motet.kafka.transaction;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.ListTransactionsRequest;
import io.motet.kafka.message.ListTransactionsResponse;
import io.motet.kafka.pattern.ClientPattern;
import io.motet.kafka.pattern.InvalidPatternException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Lists the transactional ids that the client may know of. */
public final class ListTransactionsHandler implements RequestHandler<ListTransactionsRequest> {
  private final TransactionCoordinator coordinator;
  private final Authorizer authorizer;

  /** For all transactions. */
  public ListTransactionsHandler(TransactionCoordinator coordinator, Authorizer authorizer) {
    this.coordinator = coordinator;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(ListTransactionsRequest request, RequestContext context) {
    coordinator.run(
        () -> {
          ListTransactionsResponse response = new ListTransactionsResponse();
          Predicate<String> named;
          try {
            named = named(request.transactionalIdPattern);
          } catch (InvalidPatternException e) {
            response.errorCode = ErrorCode.INVALID_REGULAR_EXPRESSION.code();
            context.reply(response);
            return;
          }
          response.unknownStateFilters = unknown(request.stateFilters);
          long now = context.shard().currentTimeMillis();
          for (Transaction transaction : coordinator.all()) {
            if (authorizer.mayTransactionalId(
                    context.session(), Operation.DESCRIBE, transaction.id())
                && named.test(transaction.id())
                && matches(request, transaction, now)) {
              response.transactionStates.add(listed(transaction));
            }
          }
          context.reply(response);
        });
  }

  /** In RE2's syntax; of the whole id. */
  private static Predicate<String> named(String pattern) throws InvalidPatternException {
    if (pattern == null || pattern.isEmpty()) {
      return id -> true;
    }
    return ClientPattern.of(pattern)::matches;
  }

  private static List<String> unknown(List<String> states) {
    return states.stream()
        .filter(
            state ->
                Arrays.stream(TransactionState.values())
                    .noneMatch(known -> known.title().equals(state)))
        .toList();
  }

  private static boolean matches(
      ListTransactionsRequest request, Transaction transaction, long nowMillis) {
    long started = transaction.startedAtMillis();
    boolean longEnough =
        request.durationFilter < 0
            || (started >= 0 && nowMillis - started > request.durationFilter);
    return longEnough
        && (request.stateFilters.isEmpty()
            || request.stateFilters.contains(transaction.state().title()))
        && (request.producerIdFilters.isEmpty()
            || request.producerIdFilters.contains(transaction.producer().id()));
  }

  private static ListTransactionsResponse.TransactionState listed(Transaction transaction) {
    ListTransactionsResponse.TransactionState listed =
        new ListTransactionsResponse.TransactionState();
    listed.transactionalId = transaction.id();
    listed.producerId = transaction.producer().id();
    listed.transactionState = transaction.state().title();
    return listed;
  }
}
