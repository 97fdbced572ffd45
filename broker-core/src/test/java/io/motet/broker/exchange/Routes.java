package io.motet.broker.exchange;

import io.motet.broker.exchange.Binding.DestinationKind;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.support.DirectShard;
import io.motet.broker.user.FixedEntropy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One exchange with its bindings, to ask where messages go. */
final class Routes {
  record Target(String name) implements MessageTarget {}

  private final ExchangeType type;
  private final ExchangeDeclaration declaration;
  private final Router router;
  private final List<BoundDestination> bindings = new ArrayList<>();

  Routes(String type) {
    this(type, Map.of());
  }

  Routes(String typeName, Map<String, Object> arguments) {
    declaration = new ExchangeDeclaration("x", typeName, true, false, false, arguments);
    type = new ExchangeTypes(new FixedEntropy(5), new DirectShard()).named(typeName);
    type.checkArguments(declaration);
    router = type.newRouter(declaration);
  }

  BoundDestination bind(String destination, String key) {
    return bind(destination, key, Map.of());
  }

  BoundDestination bind(String destination, String key, Map<String, Object> arguments) {
    Binding binding = new Binding("x", DestinationKind.QUEUE, destination, key, arguments);
    type.checkBinding(declaration, binding);
    BoundDestination bound = new BoundDestination(binding, new Target(destination));
    router.add(bound);
    bindings.add(bound);
    return bound;
  }

  @SuppressWarnings("ReferenceEquality")
  void unbind(BoundDestination bound) {
    router.remove(bound);
    bindings.removeIf(other -> other == bound); // another may be equal
  }

  List<BoundDestination> bindings() {
    return bindings;
  }

  List<String> route(String key) {
    return route(key, Map.of());
  }

  List<String> route(String key, Map<String, Object> headers) {
    return route(key, MessageProperties.NONE.withHeaders(headers), List.of());
  }

  List<String> route(String key, MessageProperties properties, List<Utf8> furtherKeys) {
    RouteCollector collector = new RouteCollector();
    router.route(
        new RoutingRequest(Utf8.of("x"), Utf8.of(key), furtherKeys, () -> properties), collector);
    return collector.targets().stream()
        .filter(Target.class::isInstance)
        .map(MessageTarget::name)
        .sorted()
        .toList();
  }
}
