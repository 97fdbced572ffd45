package io.motet.broker.exchange;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErlangText;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.message.MessageProperties;
import java.util.Map;
import java.util.Set;

/**
 * {@code x-consistent-hash}: each message goes to one binding, the same for the same routing key
 * (or header, or property), in shares that follow the weights given as binding keys.
 *
 * <p>Chooses by weighted rendezvous hashing: every binding draws a number from the hash and its
 * name, the best wins. Unlike a ring it does not depend on the order in which bindings were made,
 * so a restart changes nothing, and a new binding takes messages only for itself.
 */
final class ConsistentHashExchangeType implements ExchangeType {
  private static final String HASH_HEADER = "hash-header";
  private static final String HASH_PROPERTY = "hash-property";
  private static final Set<String> PROPERTIES = Set.of("correlation_id", "message_id", "timestamp");

  @Override
  public String name() {
    return "x-consistent-hash";
  }

  /** By name only without hash-header and hash-property, but that is known per exchange. */
  @Override
  public boolean routesByName() {
    return false;
  }

  @Override
  public void checkArguments(ExchangeDeclaration declaration) {
    Object header = declaration.arguments().get(HASH_HEADER);
    Object property = declaration.arguments().get(HASH_PROPERTY);
    if (header != null && property != null) {
      throw refusal("hash-header and hash-property are mutually exclusive");
    }
    if (property != null && !(property instanceof String name && PROPERTIES.contains(name))) {
      throw refusal("Unsupported property: " + ErlangText.bare(property));
    }
  }

  @Override
  public void checkBinding(ExchangeDeclaration source, Binding binding) {
    try {
      if (Long.parseLong(binding.routingKey()) < 1) {
        throw refusal("The binding key must be greater than 0");
      }
    } catch (NumberFormatException e) {
      throw refusal("The binding key must be an integer: " + ErlangText.term(binding.routingKey()));
    }
  }

  private static BrokerException refusal(String text) {
    return new BrokerException(ErrorKind.PRECONDITION_FAILED, text);
  }

  @Override
  public Router newRouter(ExchangeDeclaration declaration) {
    return new HashRouter(declaration.arguments());
  }

  private static final class HashRouter implements Router {
    private final Object header;
    private final Object property;
    private volatile BoundDestination[] bindings = BoundArrays.EMPTY;
    private volatile Share[] shares = new Share[0];

    HashRouter(Map<String, Object> arguments) {
      this.header = arguments.get(HASH_HEADER);
      this.property = arguments.get(HASH_PROPERTY);
    }

    @Override
    public void add(BoundDestination bound) {
      bindings = BoundArrays.with(bindings, bound);
      shares = Share.of(bindings);
    }

    @Override
    public void remove(BoundDestination bound) {
      bindings = BoundArrays.without(bindings, bound);
      shares = Share.of(bindings);
    }

    @Override
    public void route(RoutingRequest request, RouteCollector collector) {
      Share[] snapshot = shares;
      if (snapshot.length == 0) {
        return;
      }
      long hash = hash(request);
      Share best = snapshot[0];
      double bestScore = best.score(hash);
      for (int i = 1; i < snapshot.length; i++) {
        double score = snapshot[i].score(hash);
        if (score > bestScore) {
          best = snapshot[i];
          bestScore = score;
        }
      }
      collector.add(best.destination);
    }

    private long hash(RoutingRequest request) {
      if (header != null) {
        return HashKey.of(ErlangText.bare(request.headers().get(header)));
      }
      return property == null
          ? HashKey.of(request.routingKey())
          : HashKey.of(String.valueOf(property(request.properties())));
    }

    private Object property(MessageProperties properties) {
      return switch ((String) property) {
        case "correlation_id" -> properties.correlationId();
        case "message_id" -> properties.messageId();
        default -> properties.timestamp() == null ? null : properties.timestamp().getEpochSecond();
      };
    }
  }

  /** A destination and its weight. */
  private static final class Share {
    private final Destination destination;
    private final double weight;
    private final long seed;

    Share(Destination destination, double weight) {
      this.destination = destination;
      this.weight = weight;
      this.seed = HashKey.of(destination.name());
    }

    /** One share per destination: a second binding of it counts when its weight is larger. */
    static Share[] of(BoundDestination[] bindings) {
      Map<Destination, Double> weights = new java.util.LinkedHashMap<>();
      for (BoundDestination bound : bindings) {
        double weight = Long.parseLong(bound.binding().routingKey());
        weights.merge(bound.destination(), weight, Math::max);
      }
      return weights.entrySet().stream()
          .map(entry -> new Share(entry.getKey(), entry.getValue()))
          .toArray(Share[]::new);
    }

    /** Exponentially distributed draws, scaled by weight, win in proportion to the weights. */
    double score(long hash) {
      double uniform = ((HashKey.mix(hash ^ seed) >>> 11) + 0.5) * 0x1.0p-53;
      return -weight / Math.log(uniform);
    }
  }
}
