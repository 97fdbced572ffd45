package io.motet.broker.vhost;

import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.Binding.DestinationKind;
import io.motet.broker.exchange.ExchangeDeclaration;
import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataKey;
import io.motet.broker.queue.QueueIdentity;

/** Durable queues, exchanges and bindings as metadata records. */
final class TopologyRecords {
  static final String QUEUE = "queue";
  static final String EXCHANGE = "exchange";
  static final String BINDING = "binding";

  /** Stands for no queue: ids begin at 1. */
  static final long NO_ROOM = 0;

  private TopologyRecords() {}

  static String queueKey(String virtualHost, String name) {
    return MetadataKey.of(QUEUE, virtualHost, name);
  }

  static Fields fields(QueueIdentity queue) {
    return Fields.empty()
        .with("id", queue.id())
        .with("vhost", queue.virtualHost())
        .with("name", queue.name())
        .with("auto-delete", queue.autoDelete())
        .with("arguments", queue.arguments());
  }

  static QueueIdentity queue(Fields fields) {
    return new QueueIdentity(
        fields.number("id", 0),
        fields.text("vhost"),
        fields.text("name"),
        true,
        fields.flag("auto-delete"),
        null,
        fields.table("arguments"));
  }

  static String exchangeKey(String virtualHost, String name) {
    return MetadataKey.of(EXCHANGE, virtualHost, name);
  }

  /**
   * @param waitingRoom id of the queue in which its messages wait, or {@link #NO_ROOM}
   */
  static Fields fields(String virtualHost, ExchangeDeclaration exchange, long waitingRoom) {
    return Fields.empty()
        .with("vhost", virtualHost)
        .with("name", exchange.name())
        .with("type", exchange.type())
        .with("auto-delete", exchange.autoDelete())
        .with("internal", exchange.internal())
        .with("arguments", exchange.arguments())
        .with("waiting-room", waitingRoom);
  }

  static long waitingRoom(Fields fields) {
    return fields.number("waiting-room", NO_ROOM);
  }

  static ExchangeDeclaration exchange(Fields fields) {
    return new ExchangeDeclaration(
        fields.text("name"),
        fields.text("type"),
        true,
        fields.flag("auto-delete"),
        fields.flag("internal"),
        fields.table("arguments"));
  }

  static String bindingKey(String virtualHost, BindingId id) {
    return MetadataKey.of(
        BINDING,
        virtualHost,
        id.source(),
        kind(id.destinationKind()),
        id.destination(),
        id.routingKey(),
        id.arguments());
  }

  static Fields fields(String virtualHost, Binding binding) {
    return Fields.empty()
        .with("vhost", virtualHost)
        .with("source", binding.source())
        .with("kind", kind(binding.destinationKind()))
        .with("destination", binding.destination())
        .with("key", binding.routingKey())
        .with("arguments", binding.arguments());
  }

  static Binding binding(Fields fields) {
    return new Binding(
        fields.text("source"),
        fields.text("kind").equals("e") ? DestinationKind.EXCHANGE : DestinationKind.QUEUE,
        fields.text("destination"),
        fields.text("key"),
        fields.table("arguments"));
  }

  private static String kind(DestinationKind kind) {
    return kind == DestinationKind.EXCHANGE ? "e" : "q";
  }
}
