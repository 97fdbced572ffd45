package io.motet.amqp.channel;

import io.motet.amqp.codec.BasicMethod;
import io.motet.amqp.connection.ChannelContext;
import io.motet.broker.connection.ClientChannel;
import io.motet.broker.queue.CancelReason;
import io.motet.broker.queue.ConsumerSpec;
import io.motet.broker.queue.PrefetchLimiter;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.Subscription;
import io.motet.broker.reply.ReplyTargets;
import io.motet.broker.user.Access;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The consumers of a channel: basic.consume, basic.cancel and basic.qos. On its shard. */
final class ChannelConsumers {
  private static final String TAG_PREFIX = "amq.ctag-";
  private static final String CANCEL_NOTIFY = "consumer_cancel_notify";

  private final ChannelContext context;
  private final ClientChannel channel;
  private final ChannelSettings settings;
  private final ChannelAccess access;
  private final DeliverySender sender;
  private final ReplyInbox inbox;
  private final Answers answers;
  private final Map<String, ChannelConsumer> byTag = new LinkedHashMap<>();
  private final PrefetchLimiter limiter = PrefetchLimiter.of(0);
  private volatile int prefetch;
  private volatile int count;

  ChannelConsumers(
      ChannelContext context,
      ClientChannel channel,
      ChannelSettings settings,
      ChannelAccess access,
      DeliverySender sender,
      ReplyInbox inbox,
      Answers answers) {
    this.context = context;
    this.channel = channel;
    this.settings = settings;
    this.access = access;
    this.sender = sender;
    this.inbox = inbox;
    this.answers = answers;
  }

  int count() {
    return count;
  }

  int prefetch() {
    return prefetch;
  }

  int globalPrefetch() {
    return limiter.limit();
  }

  void qos(BasicMethod.Qos method) {
    if (method.prefetchSize() != 0) {
      throw ChannelErrors.notImplemented("prefetch_size!=0 (" + method.prefetchSize() + ")");
    }
    if (method.global()) {
      limiter.limit(method.prefetchCount());
    } else {
      limiter.limit(0);
      prefetch = method.prefetchCount();
    }
    answers.send(new BasicMethod.QosOk());
  }

  void consume(BasicMethod.Consume method, String queueName) {
    checkTag(method.consumerTag());
    if (queueName.equals(ReplyTargets.QUEUE_NAME)) {
      consumeReplies(method);
      return;
    }
    access.checkQueue(Access.READ, queueName);
    Queue queue = access.usableQueue(queueName);
    int priority = ConsumerArguments.priority(method.arguments(), queue);
    if (queue.type().equals("stream")) {
      checkStream(method, queue);
    }
    if (limiter.limit() > 0 && !queue.type().equals("classic")) {
      throw ChannelErrors.notImplemented(described(queue) + " does not support global qos");
    }
    subscribe(method, queue, priority);
  }

  /** A stream is read at the pace of acknowledgements, so there must be some, and a limit. */
  private void checkStream(BasicMethod.Consume method, Queue queue) {
    if (prefetch == 0) {
      throw ChannelErrors.preconditionFailed(
          "consumer prefetch count is not set for '" + described(queue) + "'");
    }
    if (method.noAck()) {
      throw ChannelErrors.notImplemented(
          "automatic acknowledgement not supported by stream queues " + described(queue));
    }
  }

  private static String described(Queue queue) {
    return ChannelErrors.resource("queue", queue.name(), queue.virtualHost());
  }

  private void checkTag(String tag) {
    if (byTag.containsKey(tag)) {
      throw ChannelErrors.notAllowed("attempt to reuse consumer tag '" + tag + "'");
    }
    int most = settings.maxConsumers();
    if (most > 0 && byTag.size() >= most) {
      throw ChannelErrors.notAllowed("reached maximum (" + most + ") of consumers per channel");
    }
  }

  private void consumeReplies(BasicMethod.Consume method) {
    if (!method.noAck()) {
      throw ChannelErrors.preconditionFailed("reply consumer cannot acknowledge");
    }
    if (inbox.isOpen()) {
      throw ChannelErrors.preconditionFailed("reply consumer already set");
    }
    String tag = tagFor(method);
    inbox.open(tag);
    answers.send(new BasicMethod.ConsumeOk(tag), method.noWait());
  }

  private String tagFor(BasicMethod.Consume method) {
    String wanted = method.consumerTag();
    return wanted.isEmpty() ? context.broker().entropy().madeUpName(TAG_PREFIX) : wanted;
  }

  private void subscribe(BasicMethod.Consume method, Queue queue, int priority) {
    String tag = tagFor(method);
    ChannelConsumer consumer =
        new ChannelConsumer(
            context, this, sender, answers, tag, queue, method.noAck(), method.noWait());
    ConsumerSpec spec =
        new ConsumerSpec(
            tag,
            channel,
            consumer,
            method.noAck(),
            method.exclusive(),
            prefetch,
            method.noAck() || !queue.type().equals("classic") ? null : limiter,
            priority,
            method.arguments());
    answers.await(
        () -> queue.subscribe(spec),
        method,
        subscription -> {
          byTag.put(tag, consumer);
          count = byTag.size();
          consumer.subscribed(subscription);
        },
        late -> late.cancel(() -> {}));
  }

  void cancel(BasicMethod.Cancel method) {
    String tag = method.consumerTag();
    BasicMethod.CancelOk ok = new BasicMethod.CancelOk(tag);
    if (inbox.hasTag(tag)) {
      inbox.close();
      answers.send(ok, method.noWait());
      return;
    }
    ChannelConsumer consumer = byTag.remove(tag);
    count = byTag.size();
    if (consumer == null) {
      answers.send(ok, method.noWait());
      return;
    }
    answers.await(() -> cancelled(consumer), method, ignored -> answers.send(ok, method.noWait()));
  }

  private static CompletableFuture<Void> cancelled(ChannelConsumer consumer) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    consumer.subscription().cancel(() -> done.complete(null));
    return done;
  }

  /** The socket takes more, or no more for now. */
  void writable(boolean writable) {
    byTag.values().forEach(consumer -> consumer.writable(writable));
  }

  void cancelledByBroker(ChannelConsumer consumer, CancelReason reason) {
    boolean known = byTag.remove(consumer.tag(), consumer);
    count = byTag.size();
    boolean told =
        reason != CancelReason.BROKER_STOPPING && context.clientCapability(CANCEL_NOTIFY);
    if (known && told) {
      answers.send(new BasicMethod.Cancel(consumer.tag(), true));
    }
  }

  /** A delivery was not settled in time: RabbitMQ closes the channel. */
  void timedOut(long timeoutMillis) {
    context.fail(
        ChannelErrors.preconditionFailed(
            "delivery acknowledgement on channel "
                + context.number()
                + " timed out. Timeout value used: "
                + timeoutMillis
                + " ms. This timeout value can be configured, see consumers doc guide to learn"
                + " more"),
        0,
        0);
  }

  /** Ends all, without a word to the client. */
  void close() {
    inbox.close();
    List<ChannelConsumer> all = List.copyOf(byTag.values());
    byTag.clear();
    count = 0;
    for (ChannelConsumer consumer : all) {
      Subscription subscription = consumer.subscription();
      subscription.cancel(() -> {});
    }
  }
}
