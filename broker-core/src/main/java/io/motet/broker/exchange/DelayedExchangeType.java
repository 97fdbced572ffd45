package io.motet.broker.exchange;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;

/**
 * {@code x-delayed-message}: holds a message back for as many milliseconds as its {@code x-delay}
 * header says, then routes it as the type in {@code x-delayed-type} does. Without a delay it routes
 * at once.
 */
public final class DelayedExchangeType implements ExchangeType {
  static final String DELAYED_TYPE = "x-delayed-type";

  /** The name of this type. */
  public static final String NAME = "x-delayed-message";

  /** The header that asks for a delay. */
  public static final String DELAY_HEADER = "x-delay";

  private final ExchangeTypes types;

  DelayedExchangeType(ExchangeTypes types) {
    this.types = types;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean routesByName() {
    return false;
  }

  @Override
  public void checkArguments(ExchangeDeclaration declaration) {
    if (!(declaration.arguments().get(DELAYED_TYPE) instanceof String inner)
        || inner.equals(NAME)) {
      throw new BrokerException(
          ErrorKind.PRECONDITION_FAILED,
          "Invalid argument, 'x-delayed-type' must be an existing exchange type");
    }
    types.named(inner).checkArguments(declaration);
  }

  /** What the inner type cannot route by must not get into its router. */
  @Override
  public void checkBinding(ExchangeDeclaration source, Binding binding) {
    inner(source).checkBinding(source, binding);
  }

  @Override
  public Router newRouter(ExchangeDeclaration declaration) {
    return new DelayedRouter(inner(declaration).newRouter(declaration));
  }

  private ExchangeType inner(ExchangeDeclaration declaration) {
    return types.named((String) declaration.arguments().get(DELAYED_TYPE));
  }

  /**
   * The delay that the headers ask for, in milliseconds; 0 for none. Integers of any width count,
   * and text and fractions that hold a number.
   */
  static long delayMillis(Object header) {
    if (header instanceof Number number) {
      return Math.max(0, number.longValue());
    }
    if (header instanceof String text) {
      try {
        return Math.max(0, Long.parseLong(text.strip()));
      } catch (NumberFormatException e) {
        return 0;
      }
    }
    return 0;
  }

  /** The inner type's router, with the place where messages wait in front of it. */
  public static final class DelayedRouter implements Router {
    private final Router inner;
    private volatile MessageTarget waitingRoom;
    private Runnable closeWaitingRoom = () -> {};

    DelayedRouter(Router inner) {
      this.inner = inner;
    }

    /**
     * Says where messages wait; until then they are routed at once. On the metadata shard.
     *
     * @param closer run when the exchange is gone
     */
    public void waitingRoom(MessageTarget target, Runnable closer) {
      waitingRoom = target;
      closeWaitingRoom = closer;
    }

    /** Routes a message whose delay is over. */
    public Router inner() {
      return inner;
    }

    @Override
    public void add(BoundDestination bound) {
      inner.add(bound);
    }

    @Override
    public void remove(BoundDestination bound) {
      inner.remove(bound);
    }

    @Override
    public void route(RoutingRequest request, RouteCollector collector) {
      MessageTarget room = waitingRoom;
      long delayMillis = delayMillis(request.headers().get(DELAY_HEADER));
      if (delayMillis > 0 && room != null) {
        collector.add(new DelayedTarget(room, delayMillis));
      } else {
        inner.route(request, collector);
      }
    }

    @Override
    public void close() {
      inner.close();
      closeWaitingRoom.run();
    }
  }
}
