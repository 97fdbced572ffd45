package io.motet.broker.stream;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.message.Message;
import io.motet.broker.policy.EffectivePolicy;
import io.motet.broker.publish.LogTarget;
import io.motet.broker.queue.Acceptance;
import io.motet.broker.queue.Consumer;
import io.motet.broker.queue.ConsumerSpec;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueStatistics;
import io.motet.broker.queue.QueueWatcher;
import io.motet.broker.queue.Subscription;
import io.motet.broker.shard.DurableWaiters.Waiter;
import io.motet.broker.shard.Shard;
import io.motet.broker.shard.ShardContext;
import io.motet.broker.stats.MessageCounters;
import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * A topic as a queue of type {@code stream}. Publishes are appended; each consumer reads all of it
 * from a place of its choice; nothing is ever taken out one by one. Any thread, as its type says.
 */
public final class StreamQueue implements Queue, LogTarget {
  /** Its type, as RabbitMQ calls it. */
  public static final String TYPE = "stream";

  private static final String TYPE_ARGUMENT = "x-queue-type";

  private final String virtualHost;
  private final Topic topic;
  private final Map<String, Object> arguments;
  private final boolean declaredAsQueue;
  private final StreamServices services;
  private final StreamAppender[] appenders;
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private final StreamStatistics statistics;

  /**
   * The queue that a topic is.
   *
   * @param declared the arguments it was declared with, empty for a topic of another protocol
   */
  public StreamQueue(
      String virtualHost, Topic topic, Map<String, Object> declared, StreamServices services) {
    this.virtualHost = virtualHost;
    this.topic = topic;
    this.arguments = declared.isEmpty() ? Map.of(TYPE_ARGUMENT, TYPE) : declared;
    this.declaredAsQueue = !declared.isEmpty();
    this.services = services;
    this.appenders = new StreamAppender[services.shards().size()];
    this.statistics = new StreamStatistics(topic, subscriptions);
  }

  /** The topic behind it. */
  public Topic topic() {
    return topic;
  }

  /** Whether an AMQP client made it; else it was made as a topic. */
  public boolean declaredAsQueue() {
    return declaredAsQueue;
  }

  /** Policies that count for it, to be shown. */
  public void governedBy(EffectivePolicy policy) {
    statistics.policy(policy);
  }

  boolean deleted() {
    return topic.deleted();
  }

  @Override
  public String name() {
    return topic.name();
  }

  @Override
  public long id() {
    return topic.id().getMostSignificantBits();
  }

  @Override
  public String virtualHost() {
    return virtualHost;
  }

  /** Nothing of it belongs to a shard; this one answers for it. */
  @Override
  public Shard shard() {
    return services.shards().get(Math.floorMod(topic.id().hashCode(), services.shards().size()));
  }

  @Override
  public boolean durable() {
    return true;
  }

  @Override
  public boolean autoDelete() {
    return false;
  }

  @Override
  public ClientConnection exclusiveOwner() {
    return null;
  }

  @Override
  public Map<String, Object> arguments() {
    return arguments;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public QueueStatistics statistics() {
    return statistics;
  }

  /** The number of records that can be read; consumers are not counted, as in RabbitMQ. */
  /** Records are not looked into. */
  @Override
  public void noteHead() {}

  @Override
  public CompletableFuture<QueueDepth> depth() {
    return opened().thenApply(done -> new QueueDepth(statistics.ready(), 0));
  }

  @Override
  public List<Subscription> subscriptions() {
    return subscriptions;
  }

  // ---- writing ----

  @Override
  public Acceptance append(Shard here, Message message, Waiter waiter, long token) {
    // Each element is one shard's alone.
    StreamAppender appender = appenders[here.index()];
    if (appender == null) {
      appender = new StreamAppender(topic, here);
      appenders[here.index()] = appender;
    }
    Acceptance acceptance = appender.append(message, waiter, token);
    if (acceptance != Acceptance.REFUSED) {
      statistics.counters().addShared(MessageCounters.Kind.PUBLISH, 1);
    }
    return acceptance;
  }

  // ---- reading ----

  @Override
  public CompletableFuture<Subscription> subscribe(ConsumerSpec spec) {
    Map<String, Object> given = spec.arguments() == null ? Map.of() : spec.arguments();
    StartingPoint start = StartingPoint.parse(given.get(RecordNames.OFFSET));
    if (start == null) {
      return refused(ErrorKind.PRECONDITION_FAILED, "invalid arg 'x-stream-offset' for ");
    }
    Shard shard = spec.consumer().shard();
    ShardContext context = services.engine().context(shard);
    List<Partition> partitions = partitions();
    StreamSubscription subscription =
        new StreamSubscription(
            this,
            spec,
            new RecordDecoder(
                name(), partitions.size() > 1, context.formats(), context.contents()));
    List<PartitionReader> readers = new ArrayList<>(partitions.size());
    for (Partition partition : partitions) {
      readers.add(
          new PartitionReader(partition, shard, services.decompressor(), subscription::wake));
    }
    return opened()
        .thenCompose(done -> placed(readers, partitions, start, shard.currentTimeMillis()))
        .thenApplyAsync(
            done -> {
              subscriptions.add(subscription);
              subscription.start(readers, partitions);
              return subscription;
            },
            shard);
  }

  private static CompletableFuture<Void> placed(
      List<PartitionReader> readers,
      List<Partition> partitions,
      StartingPoint start,
      long nowMillis) {
    CompletableFuture<?>[] all = new CompletableFuture<?>[readers.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = Places.begin(readers.get(i), partitions.get(i), start, nowMillis);
    }
    return CompletableFuture.allOf(all);
  }

  void unsubscribed(Subscription subscription) {
    subscriptions.remove(subscription);
  }

  private List<Partition> partitions() {
    int count = topic.partitionCount();
    List<Partition> partitions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      partitions.add(topic.partition(i));
    }
    return partitions;
  }

  /** Completes when what is known of the partitions is in memory. */
  private CompletableFuture<Void> opened() {
    return CompletableFuture.allOf(
        partitions().stream()
            .filter(partition -> !partition.isOpen())
            .map(Partition::open)
            .toArray(CompletableFuture<?>[]::new));
  }

  // ---- what a stream does not do ----

  @Override
  public CompletableFuture<OptionalLong> get(boolean noAck, Consumer taker) {
    return refused(ErrorKind.NOT_IMPLEMENTED, "basic.get not supported by stream queues ");
  }

  @Override
  public CompletableFuture<Long> purge() {
    return refused(ErrorKind.NOT_IMPLEMENTED, "queue.purge not supported by stream queues ");
  }

  @Override
  public CompletableFuture<Void> watch(QueueWatcher watcher) {
    return refused(ErrorKind.NOT_IMPLEMENTED, "one by one reading not supported by stream queues ");
  }

  @Override
  public CompletableFuture<Void> browse(java.util.function.Consumer<Message> visitor) {
    return refused(ErrorKind.NOT_IMPLEMENTED, "browsing not supported by stream queues ");
  }

  @Override
  public CompletableFuture<Long> discard(Predicate<Message> which) {
    return refused(ErrorKind.NOT_IMPLEMENTED, "removal not supported by stream queues ");
  }

  private <T> CompletableFuture<T> refused(ErrorKind kind, String text) {
    return CompletableFuture.failedFuture(
        new BrokerException(kind, text + "queue '" + name() + "' in vhost '" + virtualHost + "'"));
  }

  @Override
  public String toString() {
    return "stream '" + name() + "'";
  }
}
