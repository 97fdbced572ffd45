package io.motet.benchmarks.micro;

import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.ExchangeDeclaration;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueDeclaration;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.vhost.VirtualHost;
import java.util.Map;

/** A whole broker without disk, whose inside a benchmark may call. */
final class InMemoryBroker implements AutoCloseable {
  private final Broker broker =
      Broker.start(
          BrokerSettings.builder()
              .set("listeners.tcp.default", "127.0.0.1:0")
              .set("gearman.listeners.tcp.default", "none")
              .set("kafka.listeners.tcp.default", "none")
              .set("zmtp.listeners.tcp.default", "none")
              .set("management.tcp.port", "none")
              .set("prometheus.tcp.port", "none")
              .set("shards", "1")
              .build());

  FrontEndContext context() {
    return broker.context();
  }

  VirtualHost virtualHost() {
    return context().virtualHosts().get("/");
  }

  Queue queue(String name) {
    return virtualHost()
        .declareQueue(new QueueDeclaration(name, false, null, false, Map.of()))
        .join();
  }

  void exchange(String name, String type) {
    virtualHost()
        .declareExchange(new ExchangeDeclaration(name, type, false, false, false, Map.of()))
        .join();
  }

  void bind(String exchange, String queue, String key, Map<String, Object> arguments) {
    Binding binding = new Binding(exchange, Binding.DestinationKind.QUEUE, queue, key, arguments);
    virtualHost().bind(binding, null).join();
  }

  @Override
  public void close() {
    broker.close();
  }
}
