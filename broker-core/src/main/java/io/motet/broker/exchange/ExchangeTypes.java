package io.motet.broker.exchange;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.runtime.Entropy;
import io.motet.broker.shard.Shard;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The exchange types of this broker, by name. */
public final class ExchangeTypes {
  private final Map<String, ExchangeType> types = new TreeMap<>();

  /**
   * @param shard keeps what exchanges remember
   */
  public ExchangeTypes(Entropy entropy, Shard shard) {
    add(new DirectExchangeType());
    add(new FanoutExchangeType());
    add(new TopicExchangeType());
    add(new HeadersExchangeType());
    add(new PrefixExchangeType());
    add(new ConsistentHashExchangeType());
    add(new ModulusHashExchangeType());
    add(RandomExchangeType.random(entropy));
    add(RandomExchangeType.localRandom(entropy));
    add(new RecentHistoryExchangeType(shard));
    add(new DelayedExchangeType(this));
  }

  private void add(ExchangeType type) {
    types.put(type.name(), type);
  }

  /** The type of that name; refuses an unknown one. */
  public ExchangeType named(String name) {
    ExchangeType type = types.get(name);
    if (type == null) {
      // RabbitMQ knows the empty name as a term, and only then finds no type behind it.
      String problem = name.isEmpty() ? "invalid" : "unknown";
      throw new BrokerException(
          ErrorKind.PRECONDITION_FAILED, problem + " exchange type '" + name + "'");
    }
    return type;
  }

  /** For management, in order of name. */
  public Collection<ExchangeType> all() {
    return types.values();
  }
}
