package io.motet.broker.exchange;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErlangText;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.shard.Shard;

/**
 * {@code x-recent-history}: a fanout that remembers the last messages and gives them to each new
 * binding. The history is in memory: it is gone after a restart.
 */
public final class RecentHistoryExchangeType implements ExchangeType {
  static final String LENGTH = "x-recent-history-length";
  static final String NO_STORE = "x-recent-history-no-store";

  private static final int DEFAULT_LENGTH = 20;

  private final Shard shard;

  /**
   * @param shard keeps the histories
   */
  RecentHistoryExchangeType(Shard shard) {
    this.shard = shard;
  }

  @Override
  public String name() {
    return "x-recent-history";
  }

  @Override
  public boolean routesByName() {
    return false;
  }

  @Override
  public void checkArguments(ExchangeDeclaration declaration) {
    if (!declaration.arguments().containsKey(LENGTH)) {
      return;
    }
    Object length = declaration.arguments().get(LENGTH);
    boolean whole =
        length instanceof Byte
            || length instanceof Short
            || length instanceof Integer
            || length instanceof Long;
    if (!whole || ((Number) length).longValue() <= 0) {
      throw new BrokerException(
          ErrorKind.PRECONDITION_FAILED,
          "Invalid argument "
              + ErlangText.term(length)
              + ", 'x-recent-history-length' must be a positive integer");
    }
  }

  @Override
  public Router newRouter(ExchangeDeclaration declaration) {
    Object length = declaration.arguments().get(LENGTH);
    long messages = length == null ? DEFAULT_LENGTH : ((Number) length).longValue();
    return new HistoryRouter(new MessageHistory(declaration.name(), shard, messages));
  }

  /** A fanout whose first destination is the history. */
  public static final class HistoryRouter implements Router {
    private final Router fanout = new FanoutExchangeType.FanoutRouter();
    private final MessageHistory history;

    HistoryRouter(MessageHistory history) {
      this.history = history;
    }

    public MessageHistory history() {
      return history;
    }

    @Override
    public void add(BoundDestination bound) {
      fanout.add(bound);
    }

    @Override
    public void remove(BoundDestination bound) {
      fanout.remove(bound);
    }

    @Override
    public void route(RoutingRequest request, RouteCollector collector) {
      fanout.route(request, collector);
      if (!Boolean.TRUE.equals(request.headers().get(NO_STORE))) {
        collector.tap(history);
      }
    }

    @Override
    public void close() {
      history.close();
    }
  }
}
