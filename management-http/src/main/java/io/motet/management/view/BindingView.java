package io.motet.management.view;

import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.Binding.DestinationKind;
import java.util.Map;

/** A binding's facts. */
public final class BindingView {
  private BindingView() {}

  public static Map<String, Object> facts(String virtualHost, Binding binding) {
    boolean toQueue = binding.destinationKind() == DestinationKind.QUEUE;
    return Facts.of(
        "source", binding.source(),
        "vhost", virtualHost,
        "destination", binding.destination(),
        "destination_type", toQueue ? "queue" : "exchange",
        "routing_key", binding.routingKey(),
        "arguments", Facts.json(binding.arguments()),
        "properties_key", PropertiesKey.of(binding));
  }
}
