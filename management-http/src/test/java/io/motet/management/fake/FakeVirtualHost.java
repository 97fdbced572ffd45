package io.motet.management.fake;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.Binding.DestinationKind;
import io.motet.broker.exchange.Exchange;
import io.motet.broker.exchange.ExchangeDeclaration;
import io.motet.broker.exchange.Route;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.publish.PublishObserver;
import io.motet.broker.publish.Publisher;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueDeclaration;
import io.motet.broker.shard.Shard;
import io.motet.broker.stats.MessageCounters;
import io.motet.broker.stream.RecordEnqueuer;
import io.motet.broker.topic.Topics;
import io.motet.broker.vhost.VirtualHost;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Exchanges, queues and bindings in maps, with the checks that tests of errors need. */
public final class FakeVirtualHost implements VirtualHost {
  private final String name;
  private final Map<String, Exchange> exchanges = new ConcurrentSkipListMap<>();
  private final Map<String, FakeQueue> queues = new ConcurrentSkipListMap<>();
  private final List<Binding> bindings = new CopyOnWriteArrayList<>();

  volatile String description = "";
  volatile Collection<String> tags = List.of();
  volatile boolean tracing;

  public FakeVirtualHost(String name) {
    this.name = name;
    for (String type : new String[] {"", "direct", "fanout", "headers", "topic"}) {
      String exchange = type.isEmpty() ? "" : "amq." + type;
      add(
          new ExchangeDeclaration(
              exchange, type.isEmpty() ? "direct" : type, true, false, false, Map.of()));
    }
  }

  private record FakeExchange(
      String name,
      String type,
      boolean durable,
      boolean autoDelete,
      boolean internal,
      Map<String, Object> arguments,
      String policy,
      MessageCounters counters)
      implements Exchange {}

  private Exchange add(ExchangeDeclaration d) {
    Exchange exchange =
        new FakeExchange(
            d.name(),
            d.type(),
            d.durable(),
            d.autoDelete(),
            d.internal(),
            d.arguments(),
            null,
            new MessageCounters());
    exchanges.put(d.name(), exchange);
    return exchange;
  }

  /** A queue that a test fills with figures. */
  public FakeQueue addQueue(String queue) {
    FakeQueue added = new FakeQueue(name, new QueueDeclaration(queue, true, null, false, Map.of()));
    queues.put(queue, added);
    return added;
  }

  public FakeQueue fakeQueue(String queue) {
    return queues.get(queue);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Collection<String> tags() {
    return tags;
  }

  @Override
  public boolean tracing() {
    return tracing;
  }

  @Override
  public long topologyVersion() {
    return 0;
  }

  @Override
  public Exchange exchange(String exchange) {
    return exchanges.get(exchange);
  }

  @Override
  public Collection<Exchange> exchanges() {
    return exchanges.values();
  }

  @Override
  public Queue queue(String queue) {
    return queues.get(queue);
  }

  @Override
  public Queue waitingRoom(String exchange) {
    return null;
  }

  @Override
  public Collection<Queue> queues() {
    return List.copyOf(queues.values());
  }

  @Override
  public Topics topics() {
    throw new UnsupportedOperationException("topics");
  }

  @Override
  public Collection<Binding> bindings() {
    return bindings;
  }

  @Override
  public Collection<Binding> bindingsFrom(String exchange) {
    return bindings.stream().filter(b -> b.source().equals(exchange)).toList();
  }

  @Override
  public Collection<Binding> bindingsTo(DestinationKind kind, String destination) {
    return bindings.stream()
        .filter(b -> b.destinationKind() == kind && b.destination().equals(destination))
        .toList();
  }

  private static <T> CompletableFuture<T> refused(ErrorKind kind, String text) {
    return CompletableFuture.failedFuture(new BrokerException(kind, text));
  }

  @Override
  public CompletableFuture<Exchange> declareExchange(ExchangeDeclaration d) {
    if (d.type().equals("nope")) {
      return refused(ErrorKind.PRECONDITION_FAILED, "invalid exchange type 'nope'");
    }
    return CompletableFuture.completedFuture(add(d));
  }

  @Override
  public CompletableFuture<Void> deleteExchange(String exchange, boolean ifUnused) {
    if (exchange.startsWith("amq.")) {
      return refused(
          ErrorKind.ACCESS_REFUSED, "operation not permitted on exchange '" + exchange + "'");
    }
    exchanges.remove(exchange);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Queue> declareQueue(QueueDeclaration d) {
    FakeQueue existing = queues.get(d.name());
    if (existing != null && existing.durable() != d.durable()) {
      return refused(
          ErrorKind.PRECONDITION_FAILED,
          "inequivalent arg 'durable' for queue '%s' in vhost '%s': received '%s' but current is '%s'"
              .formatted(d.name(), name, d.durable(), existing.durable()));
    }
    return CompletableFuture.completedFuture(
        queues.computeIfAbsent(d.name(), n -> new FakeQueue(name, d)));
  }

  @Override
  public CompletableFuture<Long> deleteQueue(
      String queue, boolean ifUnused, boolean ifEmpty, ClientConnection by) {
    FakeQueue found = queues.get(queue);
    if (ifEmpty && found.ready > 0) {
      return refused(
          ErrorKind.PRECONDITION_FAILED, "queue '" + queue + "' in vhost '" + name + "' not empty");
    }
    queues.remove(queue);
    return CompletableFuture.completedFuture(found.ready);
  }

  @Override
  public CompletableFuture<Void> bind(Binding binding, ClientConnection by) {
    if (!exchanges.containsKey(binding.source())) {
      return refused(
          ErrorKind.NOT_FOUND, "no exchange '" + binding.source() + "' in vhost '" + name + "'");
    }
    bindings.remove(binding);
    bindings.add(binding);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> unbind(Binding binding, ClientConnection by) {
    bindings.remove(binding);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Route route(Utf8 exchange, Utf8 routingKey, Supplier<MessageProperties> properties) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Route route(
      Utf8 exchange,
      Utf8 routingKey,
      List<Utf8> furtherKeys,
      Supplier<MessageProperties> properties) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Publisher publisher(Shard shard, PublishObserver observer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RecordEnqueuer recordEnqueuer(Shard shard) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long connectionLimit() {
    return -1;
  }

  @Override
  public Map<String, Object> details() {
    return Map.of();
  }
}
