package io.motet.broker.vhost;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.Binding.DestinationKind;
import io.motet.broker.exchange.BoundExchange;
import io.motet.broker.exchange.Exchange;
import io.motet.broker.exchange.ExchangeDeclaration;
import io.motet.broker.exchange.Route;
import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.publish.PublishObserver;
import io.motet.broker.publish.Publisher;
import io.motet.broker.publish.Publishers;
import io.motet.broker.queue.LocalQueue;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueDeclaration;
import io.motet.broker.queue.QueueHost;
import io.motet.broker.queue.QueueIdentity;
import io.motet.broker.shard.Shard;
import io.motet.broker.stream.RecordEnqueuer;
import io.motet.broker.topic.LocalTopics;
import io.motet.broker.topic.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A virtual host of this broker: brings look-ups, changes and routing together. */
public final class LocalVirtualHost implements VirtualHost, QueueHost {
  private static final Logger log = LoggerFactory.getLogger(LocalVirtualHost.class);

  private final String name;
  private final ModelServices services;
  private final Topology topology;
  private final RouteResolver resolver;
  private final VirtualHostLimits limits;
  private final WaitingRooms waitingRooms;
  private final ExchangeOperations exchangeOperations;
  private final QueueOperations queueOperations;
  private final QueueDeletion queueDeletion;
  private final BindingOperations bindingOperations;
  private final BindingViews bindings;
  private final VirtualHostChanges changes;
  private final LocalTopics topics;
  private volatile Description description = new Description("", List.of());
  private volatile boolean tracing;

  LocalVirtualHost(String name, ModelServices services, QueueIds ids) {
    this.name = name;
    this.services = services;
    this.topology = new Topology(name);
    this.resolver = new RouteResolver(topology, services.replies());
    this.limits = new VirtualHostLimits(name);
    this.waitingRooms = new WaitingRooms(name, services, resolver, this);
    this.exchangeOperations = new ExchangeOperations(name, topology, services, ids, waitingRooms);
    this.topics =
        new LocalTopics(
            name,
            services.topics(),
            services.store(),
            services.entropy(),
            queue -> topology.queue(queue) != null,
            new TopicStreams(name, topology, services));
    this.queueOperations = new QueueOperations(name, topology, services, ids, limits, this, topics);
    this.queueDeletion = new QueueDeletion(name, topology, services);
    this.bindingOperations = new BindingOperations(name, topology);
    this.bindings = new BindingViews(topology);
    this.changes = new VirtualHostChanges(name, services.store());
    exchangeOperations.create(DefaultExchange.declaration(), new DefaultExchange(resolver::named));
    PredeclaredExchanges.ALL.forEach(exchangeOperations::create);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description.text;
  }

  @Override
  public Collection<String> tags() {
    return description.tags;
  }

  /** Makes an exchange that is there without having been declared. */
  void predeclare(ExchangeDeclaration declaration) {
    exchangeOperations.create(declaration);
  }

  void describe(String text, Collection<String> tags) {
    description = new Description(text, List.copyOf(tags));
  }

  @Override
  public boolean tracing() {
    return tracing;
  }

  void tracing(boolean on) {
    tracing = on;
  }

  VirtualHostLimits limits() {
    return limits;
  }

  @Override
  public long topologyVersion() {
    return topology.version();
  }

  @Override
  public Exchange exchange(String exchange) {
    return topology.exchange(exchange);
  }

  @Override
  public Collection<Exchange> exchanges() {
    return new ArrayList<>(topology.exchanges());
  }

  @Override
  public Queue queue(String queue) {
    return topology.queueOrStream(queue);
  }

  @Override
  public Collection<Queue> queues() {
    List<Queue> all = new ArrayList<>(topology.queues());
    all.addAll(topology.streams());
    return all;
  }

  @Override
  public Topics topics() {
    return topics;
  }

  @Override
  public Queue waitingRoom(String exchange) {
    return waitingRooms.of(exchange);
  }

  @Override
  public Collection<Binding> bindings() {
    return bindings.all();
  }

  @Override
  public Collection<Binding> bindingsFrom(String exchange) {
    return bindings.from(exchange);
  }

  @Override
  public Collection<Binding> bindingsTo(DestinationKind kind, String destination) {
    return bindings.to(kind, destination);
  }

  @Override
  public CompletableFuture<Exchange> declareExchange(ExchangeDeclaration wanted) {
    ExchangeDeclaration clean =
        new ExchangeDeclaration(
            ResourceNames.clean(wanted.name()),
            wanted.type(),
            wanted.durable(),
            wanted.autoDelete(),
            wanted.internal(),
            wanted.arguments());
    return changes.make(change -> exchangeOperations.declare(change, clean));
  }

  @Override
  public CompletableFuture<Void> deleteExchange(String exchange, boolean ifUnused) {
    return changes.make(
        change -> {
          exchangeOperations.delete(change, ResourceNames.clean(exchange), ifUnused);
          return null;
        });
  }

  @Override
  public CompletableFuture<Queue> declareQueue(QueueDeclaration wanted) {
    QueueDeclaration clean =
        new QueueDeclaration(
            ResourceNames.clean(wanted.name()),
            wanted.durable(),
            wanted.exclusiveOwner(),
            wanted.autoDelete(),
            wanted.arguments());
    return changes.run(() -> declareWhenFree(clean));
  }

  private CompletableFuture<Queue> declareWhenFree(QueueDeclaration wanted) {
    CompletableFuture<Void> deletion = queueDeletion.inProgress(wanted.name());
    if (deletion != null) {
      return deletion.thenCompose(decided -> declareWhenFree(wanted));
    }
    return changes.make(change -> queueOperations.declare(change, wanted));
  }

  @Override
  public CompletableFuture<Long> deleteQueue(
      String queue, boolean ifUnused, boolean ifEmpty, ClientConnection by) {
    String clean = ResourceNames.clean(queue);
    return changes.run(
        () ->
            topology.stream(clean) == null
                ? queueDeletion.delete(clean, ifUnused, ifEmpty, by)
                : deleteStream(clean));
  }

  /** Whether it is used or empty is not asked for, as RabbitMQ does not. */
  private CompletableFuture<Long> deleteStream(String stream) {
    services.churn().queueDeleted();
    return topics.delete(stream).thenApply(done -> 0L);
  }

  /** Deletes what lives only as long as its connection. */
  CompletableFuture<Void> connectionClosed(ClientConnection connection) {
    return changes.run(
        () -> {
          queueOperations.connectionClosed(connection);
          return CompletableFuture.allOf(
              topology.exclusiveTo(connection).stream()
                  .map(queue -> queueDeletion.delete(queue, false, false))
                  .toArray(CompletableFuture<?>[]::new));
        });
  }

  @Override
  public CompletableFuture<Void> bind(Binding binding, ClientConnection by) {
    return changes.make(
        change -> {
          if (bindingOperations.bind(change, binding, by)) {
            HistoryReplay.replay(this, topology, binding);
          }
          return null;
        });
  }

  @Override
  public CompletableFuture<Void> unbind(Binding binding, ClientConnection by) {
    return changes.make(
        change -> {
          bindingOperations.unbind(change, binding, by);
          return null;
        });
  }

  @Override
  public Route route(Utf8 exchange, Utf8 routingKey, Supplier<MessageProperties> properties) {
    return resolver.route(exchange, routingKey, List.of(), properties);
  }

  @Override
  public Route route(
      Utf8 exchange,
      Utf8 routingKey,
      List<Utf8> furtherKeys,
      Supplier<MessageProperties> properties) {
    return resolver.route(exchange, routingKey, furtherKeys, properties);
  }

  @Override
  public Route deadLetterRoute(
      String exchange, List<Utf8> routingKeys, Supplier<MessageProperties> properties) {
    List<Utf8> further = routingKeys.subList(1, routingKeys.size());
    return resolver.route(Utf8.of(exchange), routingKeys.get(0), further, properties);
  }

  @Override
  public Route delayOver(
      LocalQueue waitingRoom, Message message, Supplier<MessageProperties> properties) {
    return waitingRooms.delayOver(waitingRoom, message, properties);
  }

  @Override
  public CompletableFuture<?> requestDelete(LocalQueue queue, DeleteReason reason) {
    log.debug("queue '{}' in vhost '{}' ends: {}", queue.name(), name, reason);
    // Somebody may have subscribed since: then the queue refuses, and goes on.
    return changes.run(() -> queueDeletion.delete(queue, true, false));
  }

  @Override
  public Publisher publisher(Shard shard, PublishObserver observer) {
    return Publishers.create(services.engine(), shard, observer);
  }

  @Override
  public RecordEnqueuer recordEnqueuer(Shard shard) {
    return new RecordEnqueuer(services.engine(), services.topics(), shard);
  }

  @Override
  public long connectionLimit() {
    return limits.connections();
  }

  @Override
  public Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("limits", limits.values());
    details.put("description", description());
    details.put("tags", tags());
    return details;
  }

  /** Applies changed policies to all queues and exchanges. On the metadata shard. */
  void policiesChanged() {
    for (LocalQueue queue : topology.queues()) {
      queue.configure(queueOperations.settings(queue.name(), queue.arguments()));
    }
    topics.govern();
    topology.exchanges().stream()
        .filter(exchange -> !exchange.name().equals(DefaultExchange.NAME))
        .forEach(exchangeOperations::govern);
    topology.changed();
  }

  void recoverTopic(Fields fields) {
    topics.recover(fields);
  }

  LocalQueue recover(QueueIdentity identity) {
    return queueOperations.create(identity);
  }

  /**
   * @param waitingRoom id of the queue in which its messages wait
   * @return that queue, or null
   */
  LocalQueue recover(ExchangeDeclaration declaration, long waitingRoom) {
    BoundExchange exchange = exchangeOperations.create(declaration);
    return WaitingRooms.neededBy(exchange) ? waitingRooms.open(exchange, waitingRoom) : null;
  }

  void recover(Binding binding) {
    boolean complete =
        topology.exchange(binding.source()) != null
            && topology.destination(binding.destinationKind(), binding.destination()) != null;
    if (complete) {
      topology.add(BindingId.of(binding), binding);
    } else {
      log.warn("binding without its ends is left out: {}", binding);
    }
  }

  /**
   * Deletes everything in it, as part of the deletion of the whole. From now on it refuses all
   * changes. On the metadata shard.
   */
  CompletableFuture<Void> clear() {
    changes.end();
    List<CompletableFuture<?>> deletions = new ArrayList<>();
    deletions.add(topics.clear());
    for (LocalQueue queue : topology.queues()) {
      deletions.add(queueDeletion.delete(queue, false, false));
    }
    return CompletableFuture.allOf(deletions.toArray(CompletableFuture[]::new));
  }

  /** The rest of {@link #clear}, inside a change. */
  void removeExchanges(MetadataChange change) {
    for (BoundExchange exchange : List.copyOf(topology.exchanges())) {
      if (topology.exchange(exchange.name()) != null) {
        topology.remove(exchange, change);
      }
    }
  }

  private record Description(String text, List<String> tags) {}
}
