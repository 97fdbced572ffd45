package io.motet.broker.vhost;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.exchange.Binding;
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
import io.motet.broker.stream.RecordEnqueuer;
import io.motet.broker.topic.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A name space of exchanges and queues. Look-ups and routing may be called on any thread and take
 * no lock. Changes hop to the shard that owns the metadata, and complete when they are durable (or
 * at once, for what is not durable); they fail with {@link io.motet.broker.error.BrokerException},
 * whose text is RabbitMQ's. Permissions are the front end's to check before.
 */
public interface VirtualHost {
  String name();

  String description();

  Collection<String> tags();

  /** Whether the firehose is on. */
  boolean tracing();

  /** Changes whenever a route could. */
  long topologyVersion();

  /** Null when absent. Exchange {@code ""} is the default one. */
  Exchange exchange(String name);

  Collection<Exchange> exchanges();

  /** Null when absent. */
  Queue queue(String name);

  Collection<Queue> queues();

  /** The topics, which share one name space with the queues. */
  Topics topics();

  /**
   * The hidden queue in which the messages of a delaying exchange wait for their time, to look into
   * it; null when there is no such exchange or it does not delay.
   */
  Queue waitingRoom(String exchange);

  /** All bindings, with those of the default exchange. */
  Collection<Binding> bindings();

  Collection<Binding> bindingsFrom(String exchange);

  Collection<Binding> bindingsTo(Binding.DestinationKind kind, String name);

  /** Declares, or checks that what exists is the same. */
  CompletableFuture<Exchange> declareExchange(ExchangeDeclaration declaration);

  /** Succeeds when absent; refuses {@code amq.*} and the default exchange. */
  CompletableFuture<Void> deleteExchange(String name, boolean ifUnused);

  /** Declares, or checks that what exists is the same. */
  CompletableFuture<Queue> declareQueue(QueueDeclaration declaration);

  /**
   * Deletes; returns how many ready messages it had, 0 when absent.
   *
   * @param by the connection that asks: another's exclusive queue is refused; null for the operator
   */
  CompletableFuture<Long> deleteQueue(
      String name, boolean ifUnused, boolean ifEmpty, ClientConnection by);

  CompletableFuture<Void> bind(Binding binding, ClientConnection by);

  /** Succeeds when absent. */
  CompletableFuture<Void> unbind(Binding binding, ClientConnection by);

  /**
   * Resolves where a message goes, following exchange-to-exchange bindings and alternate exchanges.
   *
   * @param properties asked for only when an exchange looks at headers
   * @return null when there is no such exchange
   */
  Route route(Utf8 exchange, Utf8 routingKey, Supplier<MessageProperties> properties);

  /**
   * The same for a message with more routing keys than one (AMQP's CC and BCC headers): it goes
   * wherever one of them leads, once.
   */
  Route route(
      Utf8 exchange,
      Utf8 routingKey,
      List<Utf8> furtherKeys,
      Supplier<MessageProperties> properties);

  /** A publisher for a channel that lives on the given shard. */
  Publisher publisher(Shard shard, PublishObserver observer);

  /** Takes batches of records into queues that are no streams, for publishers on that shard. */
  RecordEnqueuer recordEnqueuer(Shard shard);

  /** Most client connections, or a negative number for any; front ends enforce it. */
  long connectionLimit();

  /** Limits and metadata as management shows them. */
  Map<String, Object> details();
}
