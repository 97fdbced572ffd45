package io.motet.broker.queue;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.message.Message;
import io.motet.broker.shard.Shard;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A queue of this broker: the engine's facade. Brings every caller to the queue's shard; what
 * happens there is {@link QueueCore}'s. Made by {@link Engine#create}. Any thread.
 */
public final class LocalQueue implements Queue {
  private final QueueIdentity identity;
  private final QueueShard shard;
  private final QueueCore core;
  private volatile QueueSettings settings;

  /** Null as long as no batch was numbered. */
  private BatchProducers producers;

  LocalQueue(QueueIdentity identity, QueueSettings settings, QueueShard shard, QueueHost host) {
    this.identity = identity;
    this.settings = settings;
    this.shard = shard;
    this.core = new QueueCore(this, identity, settings, shard, host);
  }

  /** On the queue's shard only. */
  QueueCore core() {
    return core;
  }

  /** On the queue's shard only. */
  BatchProducers producers() {
    if (producers == null) {
      producers = new BatchProducers();
    }
    return producers;
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
    return shard.shard();
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

  /** What governs it now. */
  public QueueSettings settings() {
    return settings;
  }

  /** Changes what governs it, at once; a lower limit drops what is too much. */
  public void configure(QueueSettings changed) {
    settings = changed;
    shard().run(() -> core.configure(changed));
  }

  /** Says that it was used, by a declare: {@code x-expires} counts from now. */
  public void touch() {
    shard().run(core.use()::touched);
  }

  /**
   * Ends the queue: its messages go, its consumers are cancelled with {@link
   * CancelReason#QUEUE_DELETED}, publishes to it are dropped.
   *
   * @param ifUnused refuse while it has consumers
   * @param ifEmpty refuse while it has messages
   * @return how many ready messages it had; fails with RabbitMQ's text when refused
   */
  public CompletableFuture<Long> delete(boolean ifUnused, boolean ifEmpty) {
    return onShard(
        answer -> {
          if (ifUnused && core.consumers().size() > 0) {
            throw new BrokerException(
                ErrorKind.PRECONDITION_FAILED, identity.description() + " in use");
          }
          if (ifEmpty && !core.ready().isEmpty()) {
            throw new BrokerException(
                ErrorKind.PRECONDITION_FAILED, identity.description() + " not empty");
          }
          shard.directory().remove(this);
          answer.complete(core.deleted() ? 0 : core.drop());
        });
  }

  @Override
  public QueueStatistics statistics() {
    return core.figures();
  }

  @Override
  public CompletableFuture<QueueDepth> depth() {
    return onShard(
        answer -> answer.complete(new QueueDepth(core.ready().size(), core.consumers().size())));
  }

  @Override
  public CompletableFuture<Subscription> subscribe(ConsumerSpec spec) {
    return onShard(
        answer -> {
          failIfDeleted();
          LocalSubscription subscription = new LocalSubscription(this, spec);
          core.consumers().add(subscription);
          core.awaited();
          core.use().consumerAdded();
          // By the way the deliveries take, so that none arrives before the answer.
          shard.send(spec.consumer().shard(), () -> answer.complete(subscription));
          core.dispatch();
        });
  }

  private void failIfDeleted() {
    if (core.deleted()) {
      throw new BrokerException(
          ErrorKind.NOT_FOUND,
          "no queue '" + identity.name() + "' in vhost '" + identity.virtualHost() + "'");
    }
  }

  @Override
  public CompletableFuture<OptionalLong> get(boolean noAck, io.motet.broker.queue.Consumer taker) {
    return onShard(
        answer -> {
          failIfDeleted();
          core.use().touched();
          core.get(noAck, taker, answer);
        });
  }

  @Override
  public void noteHead() {
    QueueStatistics figures = core.figures();
    if (figures.ready() > 0 || figures.headMessageTimestampSeconds() >= 0) {
      shard().execute(core::noteHead);
    }
  }

  @Override
  public CompletableFuture<Long> purge() {
    return onShard(answer -> answer.complete(core.purge()));
  }

  @Override
  public List<Subscription> subscriptions() {
    return core.consumers().snapshot();
  }

  @Override
  public CompletableFuture<Void> watch(QueueWatcher watcher) {
    return onShard(
        answer -> {
          failIfDeleted();
          core.watchers().add(watcher);
          answer.complete(null);
        });
  }

  @Override
  public CompletableFuture<Void> browse(Consumer<Message> visitor) {
    return onShard(
        answer ->
            new Browser(core, (message, priority, sequence) -> visitor.accept(message), answer)
                .start());
  }

  /**
   * Shows messages that are retained, in the order of their sequence numbers. Takes nothing out.
   *
   * @param fromSequence the least number to show
   * @param maxBytes about how much to show; one message is shown however large it is
   * @return what is retained then; completes on the queue's shard
   */
  public CompletableFuture<RetainedRange> readRetained(
      long fromSequence, int maxBytes, RetainedVisitor visitor) {
    return onShard(
        answer -> {
          failIfDeleted();
          new RetainedReader(core, maxBytes, visitor, answer).start(fromSequence);
        });
  }

  /** Which numbers the retained messages have; completes on the queue's shard. */
  public CompletableFuture<RetainedRange> retained() {
    return onShard(
        answer -> {
          failIfDeleted();
          answer.complete(core.retained());
        });
  }

  @Override
  public CompletableFuture<Long> discard(Predicate<Message> which) {
    return onShard(
        answer -> {
          Discard discard = new Discard(core, which);
          CompletableFuture<Void> seen = new CompletableFuture<>();
          seen.thenRun(() -> answer.complete(discard.carryOut()));
          new Browser(core, discard, seen).start();
        });
  }

  private <T> CompletableFuture<T> onShard(Consumer<CompletableFuture<T>> action) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    shard()
        .run(
            () -> {
              try {
                action.accept(answer);
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  /** A delivery's settlement, from the consumer's shard. */
  void settle(LocalDelivery delivery, Outcome outcome) {
    if (delivery.remote) {
      shard.of(delivery.consumer().shard()).send(shard(), () -> core.settle(delivery, outcome));
    } else {
      core.settle(delivery, outcome);
    }
  }

  /** A subscription may be able to take messages again; on the queue's shard. */
  void wake(LocalSubscription subscription) {
    core.consumers().enterLine(subscription);
    core.dispatch();
  }

  /** A subscription has had a burst: it goes on when its shard has seen to the sockets. */
  void pause(LocalSubscription subscription) {
    Runnable goOn =
        () -> {
          subscription.resume();
          wake(subscription);
        };
    if (!subscription.remote()) {
      shard().execute(goOn);
      return;
    }
    Shard there = subscription.spec().consumer().shard();
    shard.send(there, () -> there.execute(() -> shard.of(there).send(shard(), goOn)));
  }

  /** Ends a subscription; from any thread. An auto-delete queue is gone before {@code done}. */
  void cancel(LocalSubscription subscription, Runnable done) {
    shard().run(() -> cancelHere(subscription, done));
  }

  private void cancelHere(LocalSubscription subscription, Runnable done) {
    Shard consumerShard = subscription.spec().consumer().shard();
    if (!core.consumers().remove(subscription)) {
      shard.send(consumerShard, done);
      return;
    }
    core.dispatch();
    core.use()
        .consumerRemoved(core.consumers().size())
        .whenComplete((gone, refused) -> shard().run(() -> shard.send(consumerShard, done)));
  }
}
