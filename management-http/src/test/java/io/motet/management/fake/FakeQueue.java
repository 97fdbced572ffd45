package io.motet.management.fake;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.message.Message;
import io.motet.broker.queue.Consumer;
import io.motet.broker.queue.ConsumerSpec;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueDeclaration;
import io.motet.broker.queue.QueueStatistics;
import io.motet.broker.queue.QueueWatcher;
import io.motet.broker.queue.Subscription;
import io.motet.broker.shard.Shard;
import io.motet.broker.stats.MessageCounters;
import io.motet.broker.support.DirectShard;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A queue whose figures a test sets. */
public final class FakeQueue implements Queue, QueueStatistics {
  private static final AtomicLong IDS = new AtomicLong();

  private final long id = IDS.incrementAndGet();
  private final String virtualHost;
  private final QueueDeclaration declaration;
  private final MessageCounters counters = new MessageCounters();
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  public volatile long ready;
  public volatile long unacknowledged;
  public volatile String policy;
  public volatile String operatorPolicy;

  public FakeQueue(String virtualHost, QueueDeclaration declaration) {
    this.virtualHost = virtualHost;
    this.declaration = declaration;
  }

  /** A shown consumer; it gets nothing. */
  public void subscribed(ConsumerSpec spec) {
    subscriptions.add(new FakeSubscription(this, spec));
  }

  private record FakeSubscription(Queue queue, ConsumerSpec spec) implements Subscription {
    @Override
    public boolean active() {
      return true;
    }

    @Override
    public int unacknowledgedCount() {
      return 0;
    }

    @Override
    public void writable(boolean writable) {}

    @Override
    public void cancel(Runnable done) {
      done.run();
    }
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public String name() {
    return declaration.name();
  }

  @Override
  public String virtualHost() {
    return virtualHost;
  }

  @Override
  public Shard shard() {
    return new DirectShard();
  }

  @Override
  public boolean durable() {
    return declaration.durable();
  }

  @Override
  public boolean autoDelete() {
    return declaration.autoDelete();
  }

  @Override
  public ClientConnection exclusiveOwner() {
    return declaration.exclusiveOwner();
  }

  @Override
  public Map<String, Object> arguments() {
    return declaration.arguments();
  }

  @Override
  public String type() {
    return String.valueOf(arguments().getOrDefault("x-queue-type", "classic"));
  }

  @Override
  public QueueStatistics statistics() {
    return this;
  }

  @Override
  public CompletableFuture<QueueDepth> depth() {
    return CompletableFuture.completedFuture(new QueueDepth(ready, subscriptions.size()));
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
    long purged = ready;
    ready = 0;
    return CompletableFuture.completedFuture(purged);
  }

  @Override
  public CompletableFuture<Void> watch(QueueWatcher watcher) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Long> discard(java.util.function.Predicate<Message> which) {
    return CompletableFuture.completedFuture(0L);
  }

  @Override
  public CompletableFuture<Void> browse(java.util.function.Consumer<Message> visitor) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public List<Subscription> subscriptions() {
    return subscriptions;
  }

  @Override
  public long ready() {
    return ready;
  }

  @Override
  public long unacknowledged() {
    return unacknowledged;
  }

  @Override
  public long readyBytes() {
    return ready * 10;
  }

  @Override
  public long unacknowledgedBytes() {
    return unacknowledged * 10;
  }

  @Override
  public long persistent() {
    return 0;
  }

  @Override
  public long persistentBytes() {
    return 0;
  }

  @Override
  public long resident() {
    return ready + unacknowledged;
  }

  @Override
  public long residentBytes() {
    return resident() * 10;
  }

  @Override
  public long pagedOut() {
    return 0;
  }

  @Override
  public long pagedOutBytes() {
    return 0;
  }

  @Override
  public int consumers() {
    return subscriptions.size();
  }

  @Override
  public double consumerCapacity() {
    return 1.0;
  }

  @Override
  public long idleSinceMillis() {
    return 1_795_359_075_811L;
  }

  @Override
  public void noteHead() {}

  @Override
  public long headMessageTimestampSeconds() {
    return -1;
  }

  @Override
  public long memoryBytes() {
    return 1000;
  }

  @Override
  public String policy() {
    return policy;
  }

  @Override
  public String operatorPolicy() {
    return operatorPolicy;
  }

  @Override
  public String exclusiveConsumerTag() {
    return null;
  }

  @Override
  public String singleActiveConsumerTag() {
    return null;
  }

  @Override
  public MessageCounters counters() {
    return counters;
  }
}
