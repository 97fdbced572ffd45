package io.motet.broker.queue;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.shard.Shard;
import io.motet.broker.shard.ShardContext;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A queue of this broker: the engine's facade. Methods of {@link Queue} may be called on any
 * thread; the others say where.
 */
public final class LocalQueue implements Queue {
  private final QueueIdentity identity;
  private final ShardContext context;
  private final QueueHost host;
  private QueueSettings settings;

  public LocalQueue(
      QueueIdentity identity, QueueSettings settings, ShardContext context, QueueHost host) {
    this.identity = identity;
    this.settings = settings;
    this.context = context;
    this.host = host;
  }

  @Override
  public long id() {
    return identity.id();
  }

  @Override
  public String name() {
    return identity.name();
  }

  @Override
  public String virtualHost() {
    return identity.virtualHost();
  }

  @Override
  public Shard shard() {
    return context.shard();
  }

  @Override
  public boolean durable() {
    return identity.durable();
  }

  @Override
  public boolean autoDelete() {
    return identity.autoDelete();
  }

  @Override
  public ClientConnection exclusiveOwner() {
    return identity.exclusiveOwner();
  }

  @Override
  public Map<String, Object> arguments() {
    return identity.arguments();
  }

  @Override
  public String type() {
    return settings.type();
  }

  /** Changes what governs it, at once; a lower limit drops what is too much. Any thread. */
  public void configure(QueueSettings changed) {
    shard().run(() -> settings = changed);
  }

  /** Says that it was used, by a declare: {@code x-expires} counts from now. Any thread. */
  public void touch() {}

  /**
   * Ends the queue: its messages go, its consumers are cancelled with {@link
   * CancelReason#QUEUE_DELETED}, publishes to it are dropped. Any thread.
   *
   * @param ifUnused refuse while it has consumers
   * @param ifEmpty refuse while it has messages
   * @return how many ready messages it had; fails with RabbitMQ's text when refused
   */
  public CompletableFuture<Long> delete(boolean ifUnused, boolean ifEmpty) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException(host.toString()));
  }

  @Override
  public QueueStatistics statistics() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<QueueDepth> depth() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<Subscription> subscribe(ConsumerSpec spec) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<OptionalLong> get(boolean noAck, Consumer taker) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<Long> purge() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Subscription> subscriptions() {
    throw new UnsupportedOperationException();
  }
}
