package io.motet.broker.vhost;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErlangText;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.exchange.BoundExchange;
import io.motet.broker.exchange.Exchange;
import io.motet.broker.exchange.ExchangeDeclaration;
import io.motet.broker.exchange.ExchangeType;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.policy.EffectivePolicy;
import io.motet.broker.policy.PolicyScope;
import java.util.List;
import java.util.Map;

/** Declares and deletes exchanges. On the metadata shard, inside a change. */
final class ExchangeOperations {
  private static final String ALTERNATE = "alternate-exchange";

  private final String virtualHost;
  private final Topology topology;
  private final ModelServices services;
  private final QueueIds ids;
  private final WaitingRooms waitingRooms;

  ExchangeOperations(
      String virtualHost,
      Topology topology,
      ModelServices services,
      QueueIds ids,
      WaitingRooms waitingRooms) {
    this.virtualHost = virtualHost;
    this.topology = topology;
    this.services = services;
    this.ids = ids;
    this.waitingRooms = waitingRooms;
  }

  Exchange declare(MetadataChange change, ExchangeDeclaration wanted) {
    ExchangeType type = services.exchangeTypes().named(wanted.type());
    DefaultExchange.refuse(wanted.name());
    BoundExchange current = topology.exchange(wanted.name());
    if (current != null) {
      checkEquivalent(current, wanted);
      if (current.durable()) {
        change.awaitEarlierOnes();
      }
      return current;
    }
    ResourceNames.check("exchange", wanted.name());
    checkAlternate(wanted);
    type.checkArguments(wanted);
    BoundExchange exchange = create(wanted, type);
    long waitingRoom = TopologyRecords.NO_ROOM;
    if (WaitingRooms.neededBy(exchange)) {
      waitingRoom = ids.next(change);
      waitingRooms.open(exchange, waitingRoom);
    }
    if (wanted.durable()) {
      change.put(
          TopologyRecords.exchangeKey(virtualHost, wanted.name()),
          TopologyRecords.fields(virtualHost, wanted, waitingRoom));
    }
    return exchange;
  }

  /** Makes one that is known to be right: predeclared, or recovered. */
  BoundExchange create(ExchangeDeclaration declaration) {
    return create(declaration, services.exchangeTypes().named(declaration.type()));
  }

  BoundExchange create(ExchangeDeclaration declaration, ExchangeType type) {
    BoundExchange exchange = new BoundExchange(declaration, type, type.newRouter(declaration));
    govern(exchange);
    topology.add(exchange);
    return exchange;
  }

  /** Applies what the policies say now. */
  void govern(BoundExchange exchange) {
    EffectivePolicy policy =
        services.policies().effective(virtualHost, exchange.name(), PolicyScope.EXCHANGE);
    Object argument = exchange.arguments().get(ALTERNATE);
    Object alternate = argument == null ? policy.definition().get(ALTERNATE) : argument;
    exchange.govern(policy.name(), policy.operatorName(), (String) alternate);
  }

  void delete(MetadataChange change, String name, boolean ifUnused) {
    DefaultExchange.refuse(name);
    String resource = ResourceNames.exchange(name, virtualHost);
    if (ResourceNames.isReserved(name)) {
      throw new BrokerException(
          ErrorKind.ACCESS_REFUSED, "deletion of system " + resource + " not allowed");
    }
    BoundExchange exchange = topology.exchange(name);
    if (exchange == null) {
      return;
    }
    if (ifUnused && topology.bindings().isSource(name)) {
      throw new BrokerException(ErrorKind.PRECONDITION_FAILED, resource + " in use");
    }
    topology.remove(exchange, change);
  }

  private void checkEquivalent(BoundExchange current, ExchangeDeclaration wanted) {
    String resource = ResourceNames.exchange(wanted.name(), virtualHost);
    Equivalence.checkAtom(resource, "type", current.type(), wanted.type());
    Equivalence.check(resource, "durable", current.durable(), wanted.durable());
    Equivalence.check(resource, "auto_delete", current.autoDelete(), wanted.autoDelete());
    Equivalence.check(resource, "internal", current.internal(), wanted.internal());
    Equivalence.checkArguments(
        resource, current.arguments(), wanted.arguments(), List.of(ALTERNATE));
  }

  private void checkAlternate(ExchangeDeclaration wanted) {
    Map<String, Object> arguments = wanted.arguments();
    Object alternate = arguments.get(ALTERNATE);
    if (arguments.containsKey(ALTERNATE) && !(alternate instanceof String)) {
      throw new BrokerException(
          ErrorKind.PRECONDITION_FAILED,
          "invalid type '"
              + ErlangText.typeName(alternate)
              + "' for arg '"
              + ALTERNATE
              + "' in "
              + ResourceNames.exchange(wanted.name(), virtualHost));
    }
  }
}
