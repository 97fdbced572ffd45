package io.motet.broker.exchange;

import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What routing may look at: the routing keys (one, unless the sender named more in CC and BCC) and,
 * decoded only when asked for, the properties. For one thread.
 */
public final class RoutingRequest {
  private final Utf8 exchange;
  private final Utf8 routingKey;
  private final List<Utf8> furtherKeys;
  private final Supplier<MessageProperties> supplier;
  private MessageProperties properties;

  /**
   * @param furtherKeys of CC and BCC
   */
  public RoutingRequest(
      Utf8 exchange,
      Utf8 routingKey,
      List<Utf8> furtherKeys,
      Supplier<MessageProperties> properties) {
    this.exchange = exchange;
    this.routingKey = routingKey;
    this.furtherKeys = furtherKeys;
    this.supplier = properties;
  }

  /** The exchange it was published to, whichever is being asked. */
  public Utf8 exchange() {
    return exchange;
  }

  /** The key that the message was published with. */
  public Utf8 routingKey() {
    return routingKey;
  }

  /** At least 1. */
  public int keyCount() {
    return 1 + furtherKeys.size();
  }

  /** The first is {@link #routingKey}. */
  public Utf8 key(int index) {
    return index == 0 ? routingKey : furtherKeys.get(index - 1);
  }

  public MessageProperties properties() {
    if (properties == null) {
      properties = supplier.get();
    }
    return properties;
  }

  /** Never null. */
  public Map<String, Object> headers() {
    Map<String, Object> headers = properties().headers();
    return headers == null ? Map.of() : headers;
  }
}
