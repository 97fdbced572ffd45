package io.motet.broker.exchange;

import io.motet.broker.stats.MessageCounters;
import java.util.Map;

/**
 * An exchange with its router. What policies say about it changes in place, all else is constant.
 */
public final class BoundExchange implements Exchange, Destination {
  private final ExchangeDeclaration declaration;
  private final ExchangeType type;
  private final Router router;
  private final MessageCounters counters = new MessageCounters();
  private volatile Governance governance = new Governance(null, null, null);

  public BoundExchange(ExchangeDeclaration declaration, ExchangeType type, Router router) {
    this.declaration = declaration;
    this.type = type;
    this.router = router;
  }

  @Override
  public String name() {
    return declaration.name();
  }

  @Override
  public String type() {
    return declaration.type();
  }

  @Override
  public boolean durable() {
    return declaration.durable();
  }

  @Override
  public boolean autoDelete() {
    return declaration.autoDelete();
  }

  @Override
  public boolean internal() {
    return declaration.internal();
  }

  @Override
  public Map<String, Object> arguments() {
    return declaration.arguments();
  }

  @Override
  public String policy() {
    return governance.policy;
  }

  /** The name of the operator policy that applies, or null. */
  public String operatorPolicy() {
    return governance.operatorPolicy;
  }

  @Override
  public MessageCounters counters() {
    return counters;
  }

  public ExchangeDeclaration declaration() {
    return declaration;
  }

  public ExchangeType exchangeType() {
    return type;
  }

  public Router router() {
    return router;
  }

  /** Where messages go that it cannot route: an exchange's name, or null. */
  public String alternate() {
    return governance.alternate;
  }

  /** Takes over what policies and arguments resolve to. On the metadata shard. */
  public void govern(String policy, String operatorPolicy, String alternate) {
    governance = new Governance(policy, operatorPolicy, alternate);
  }

  @Override
  public String toString() {
    return "exchange '" + name() + "'";
  }

  private record Governance(String policy, String operatorPolicy, String alternate) {}
}
