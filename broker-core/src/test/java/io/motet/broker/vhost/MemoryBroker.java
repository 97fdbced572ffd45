package io.motet.broker.vhost;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import io.motet.broker.error.BrokerException;
import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.Binding.DestinationKind;
import io.motet.broker.exchange.Exchange;
import io.motet.broker.exchange.ExchangeDeclaration;
import io.motet.broker.exchange.MessageTarget;
import io.motet.broker.exchange.Route;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueDeclaration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A broker in memory with short ways to what the tests of virtual hosts do. */
final class MemoryBroker implements AutoCloseable {
  private final Broker broker;
  private final VirtualHost host;

  MemoryBroker(String... settings) {
    BrokerSettings.Builder builder = BrokerSettings.builder();
    for (int i = 0; i < settings.length; i += 2) {
      builder.set(settings[i], settings[i + 1]);
    }
    broker = Broker.start(builder.build());
    host = broker.context().virtualHosts().get("/");
  }

  Broker broker() {
    return broker;
  }

  VirtualHost host() {
    return host;
  }

  FakeConnection connection(long id) {
    FakeConnection connection =
        new FakeConnection(id, broker.context().shards().get(0), host.name());
    broker.context().connections().opened(connection);
    return connection;
  }

  static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** The refusal of an operation: its kind and text. */
  static String refusal(CompletableFuture<?> future) {
    Throwable thrown = catchThrowable(() -> await(future));
    if (thrown == null) {
      return "accepted";
    }
    if (thrown.getCause() instanceof BrokerException refusal) {
      return refusal.kind() + " - " + refusal.getMessage();
    }
    throw new AssertionError(thrown);
  }

  CompletableFuture<Queue> declare(String queue, Map<String, Object> arguments) {
    return host.declareQueue(new QueueDeclaration(queue, true, null, false, arguments));
  }

  Queue queue(String name) {
    return await(declare(name, Map.of()));
  }

  CompletableFuture<Exchange> declareExchange(
      String name, String type, Map<String, Object> arguments) {
    return host.declareExchange(new ExchangeDeclaration(name, type, true, false, false, arguments));
  }

  Exchange exchange(String name, String type) {
    return await(declareExchange(name, type, Map.of()));
  }

  void bind(String exchange, String queue, String key) {
    await(host.bind(toQueue(exchange, queue, key), null));
  }

  void bindExchange(String source, String destination, String key) {
    await(
        host.bind(new Binding(source, DestinationKind.EXCHANGE, destination, key, Map.of()), null));
  }

  static Binding toQueue(String exchange, String queue, String key) {
    return new Binding(exchange, DestinationKind.QUEUE, queue, key, Map.of());
  }

  /** The names of the targets, sorted; null when there is no such exchange. */
  List<String> route(String exchange, String key) {
    Route route = host.route(Utf8.of(exchange), Utf8.of(key), () -> MessageProperties.NONE);
    return route == null ? null : names(route);
  }

  static List<String> names(Route route) {
    return route.targets().stream().map(MessageTarget::name).sorted().toList();
  }

  @Override
  public void close() {
    broker.close();
  }
}
