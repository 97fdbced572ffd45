package io.motet.amqp.channel;

import io.motet.amqp.codec.AccessMethod;
import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.BasicMethod;
import io.motet.amqp.codec.ChannelMethod;
import io.motet.amqp.codec.ConfirmMethod;
import io.motet.amqp.codec.ExchangeMethod;
import io.motet.amqp.codec.Method;
import io.motet.amqp.codec.QueueMethod;
import io.motet.amqp.codec.ReplyCode;
import io.motet.amqp.codec.TxMethod;
import io.motet.amqp.connection.ChannelContext;
import io.motet.amqp.connection.ChannelEndpoint;
import io.motet.broker.connection.ClientConnection;
import io.motet.broker.queue.Outcome;
import io.motet.broker.queue.Queue;
import io.motet.broker.stats.MessageCounters;
import io.motet.broker.user.Access;
import io.netty.buffer.ByteBuf;

/**
 * A channel: hands each method to the part that knows it, and holds the parts together. State that
 * belongs to one of them is there, not here.
 */
final class AmqpChannel implements ChannelEndpoint {
  private final ChannelContext context;
  private final MessageCounters counters = new MessageCounters();
  private final UnackedDeliveries unacked = new UnackedDeliveries();
  private final LastQueue lastQueue = new LastQueue();
  private final Answers answers;
  private final ChannelAccess access;
  private final ChannelActivity activity;
  private final ChannelPublisher publisher;
  private final Publishing publishing;
  private final DeliverySender sender;
  private final Settlements settlements;
  private final ChannelConsumers consumers;
  private final QueueCommands queues;
  private final ExchangeCommands exchanges;
  private final BindingCommands bindings;
  private volatile ChannelMode mode;

  AmqpChannel(ChannelContext context, ChannelSettings settings) {
    this.context = context;
    answers = new Answers(context);
    access = new ChannelAccess(context);
    activity = new ChannelActivity(context.shard(), this::endIteration);
    publisher = new ChannelPublisher(context, counters);
    mode = new PlainMode(publisher);
    Tracer tracer = new Tracer(context);
    sender = new DeliverySender(context, unacked, counters, tracer);
    ReplyInbox inbox = new ReplyInbox(context, sender);
    Routing routing = new Routing(context.virtualHost());
    publishing = new Publishing(context, settings, access, routing, inbox, tracer, counters);
    settlements = new Settlements(unacked, counters, mode);
    consumers = new ChannelConsumers(context, this, settings, access, sender, inbox, answers);
    queues = new QueueCommands(context, access, lastQueue, answers);
    exchanges = new ExchangeCommands(context, access, answers);
    bindings = new BindingCommands(context, access, lastQueue, answers);
  }

  @Override
  public void method(Method method) {
    activity.note();
    if (method instanceof BasicMethod basic) {
      basic(basic);
    } else if (method instanceof QueueMethod queue) {
      queue(queue);
    } else if (method instanceof ExchangeMethod exchange) {
      exchange(exchange);
    } else if (method instanceof TxMethod tx) {
      transaction(tx);
    } else if (method instanceof ConfirmMethod.Select select) {
      confirm(select);
    } else if (method instanceof ChannelMethod.Flow flow) {
      flow(flow);
    } else if (method instanceof AccessMethod.Request) {
      answers.send(new AccessMethod.RequestOk(1));
    } else {
      throw unimplemented();
    }
  }

  private void basic(BasicMethod method) {
    if (method instanceof BasicMethod.Nack nack) {
      settlements.settle(nack.deliveryTag(), nack.multiple(), refusal(nack.requeue()));
    } else if (method instanceof BasicMethod.Reject reject) {
      settlements.settle(reject.deliveryTag(), false, refusal(reject.requeue()));
    } else if (method instanceof BasicMethod.Get get) {
      get(get);
    } else if (method instanceof BasicMethod.Consume consume) {
      consumers.consume(consume, lastQueue.expand(consume.queue()));
    } else if (method instanceof BasicMethod.Cancel cancel) {
      consumers.cancel(cancel);
    } else if (method instanceof BasicMethod.Qos qos) {
      consumers.qos(qos);
    } else if (method instanceof BasicMethod.Recover recover) {
      recover(recover.requeue());
      answers.send(new BasicMethod.RecoverOk());
    } else if (method instanceof BasicMethod.RecoverAsync recover) {
      recover(recover.requeue());
    } else {
      throw unimplemented();
    }
  }

  private void queue(QueueMethod method) {
    if (method instanceof QueueMethod.Declare declare) {
      queues.declare(declare);
    } else if (method instanceof QueueMethod.Bind bind) {
      bindings.bind(bind);
    } else if (method instanceof QueueMethod.Unbind unbind) {
      bindings.unbind(unbind);
    } else if (method instanceof QueueMethod.Purge purge) {
      queues.purge(purge);
    } else if (method instanceof QueueMethod.Delete delete) {
      queues.delete(delete);
    } else {
      throw unimplemented();
    }
  }

  private void exchange(ExchangeMethod method) {
    if (method instanceof ExchangeMethod.Declare declare) {
      exchanges.declare(declare);
    } else if (method instanceof ExchangeMethod.Delete delete) {
      exchanges.delete(delete);
    } else if (method instanceof ExchangeMethod.Bind bind) {
      bindings.bind(bind);
    } else if (method instanceof ExchangeMethod.Unbind unbind) {
      bindings.unbind(unbind);
    } else {
      throw unimplemented();
    }
  }

  private void get(BasicMethod.Get method) {
    String name = lastQueue.expand(method.queue());
    access.checkQueue(Access.READ, name);
    Queue queue = access.usableQueue(name);
    checkGet(queue);
    GetRequest request =
        new GetRequest(context.shard(), queue, method.noAck(), consumers::timedOut);
    answers.await(
        () -> queue.get(method.noAck(), request),
        method,
        left -> {
          if (!request.send(sender, left)) {
            counters.add(MessageCounters.Kind.GET_EMPTY, 1);
            answers.send(new BasicMethod.GetEmpty());
          }
        },
        late -> request.giveBack());
  }

  private static void checkGet(Queue queue) {
    boolean oneActive = Boolean.TRUE.equals(queue.arguments().get("x-single-active-consumer"));
    if (oneActive && queue.type().equals("quorum")) {
      throw new AmqpException(
          ReplyCode.RESOURCE_LOCKED,
          "cannot obtain access to locked "
              + ChannelErrors.resource("queue", queue.name(), queue.virtualHost())
              + ". basic.get operations are not supported by quorum queues with single active"
              + " consumer");
    }
  }

  private void recover(boolean requeue) {
    if (!requeue) {
      throw ChannelErrors.notImplemented("requeue=false");
    }
    settlements.requeueAll();
  }

  private void confirm(ConfirmMethod.Select method) {
    if (mode instanceof TransactionMode) {
      throw ChannelErrors.preconditionFailed("cannot switch from tx to confirm mode");
    }
    if (mode instanceof PlainMode) {
      switchTo(new ConfirmMode(context, publisher, activity, counters));
    }
    answers.send(new ConfirmMethod.SelectOk(), method.noWait());
  }

  private void transaction(TxMethod method) {
    if (method instanceof TxMethod.Select) {
      select();
    } else if (method instanceof TxMethod.Commit) {
      answers.await(
          transactionMode()::commit, method, done -> answers.send(new TxMethod.CommitOk()));
    } else if (method instanceof TxMethod.Rollback) {
      transactionMode().rollback();
      answers.send(new TxMethod.RollbackOk());
    } else {
      throw unimplemented();
    }
  }

  private void select() {
    if (mode instanceof ConfirmMode) {
      throw ChannelErrors.preconditionFailed("cannot switch from confirm to tx mode");
    }
    if (mode instanceof PlainMode) {
      switchTo(new TransactionMode(publisher, unacked));
    }
    answers.send(new TxMethod.SelectOk());
  }

  private TransactionMode transactionMode() {
    if (mode instanceof TransactionMode transactional) {
      return transactional;
    }
    throw ChannelErrors.preconditionFailed("channel is not transactional");
  }

  private void switchTo(ChannelMode changed) {
    mode = changed;
    settlements.mode(changed);
  }

  private void flow(ChannelMethod.Flow method) {
    if (!method.active()) {
      throw ChannelErrors.notImplemented("active=false");
    }
    answers.send(new ChannelMethod.FlowOk(true));
  }

  private static Outcome refusal(boolean requeue) {
    return requeue ? Outcome.REQUEUE : Outcome.REJECT;
  }

  private static AmqpException unimplemented() {
    return new AmqpException(ReplyCode.COMMAND_INVALID, "unimplemented method");
  }

  @Override
  public void publish(
      ByteBuf source,
      int exchangeIndex,
      int exchangeLength,
      int routingKeyIndex,
      int routingKeyLength,
      boolean mandatory,
      boolean immediate) {
    activity.note();
    publishing.begin(
        source,
        exchangeIndex,
        exchangeLength,
        routingKeyIndex,
        routingKeyLength,
        mandatory,
        immediate);
  }

  @Override
  public void contentHeader(
      ByteBuf source, int propertiesIndex, int propertiesLength, long bodySizeBytes) {
    publishing.header(source, propertiesIndex, propertiesLength, bodySizeBytes);
  }

  @Override
  public void contentBody(ByteBuf source, int index, int length) {
    publishing.body(source, index, length);
  }

  @Override
  public void contentComplete() {
    publishing.complete(mode);
  }

  @Override
  public void ack(long deliveryTag, boolean multiple) {
    activity.note();
    settlements.settle(deliveryTag, multiple, Outcome.ACK);
  }

  @Override
  public void writable(boolean writable) {
    consumers.writable(writable);
  }

  private void endIteration() {
    if (!answers.closed()) {
      mode.endIteration();
    }
  }

  @Override
  public void close() {
    answers.close();
    publishing.abandon();
    consumers.close();
    mode.close();
    settlements.requeueAll();
  }

  @Override
  public ClientConnection connection() {
    return context.connection();
  }

  @Override
  public int number() {
    return context.number();
  }

  @Override
  public int consumerCount() {
    return consumers.count();
  }

  @Override
  public int unacknowledgedCount() {
    return unacked.size();
  }

  @Override
  public int unconfirmedCount() {
    return mode.unconfirmedCount();
  }

  @Override
  public int uncommittedCount() {
    return mode.uncommittedCount();
  }

  @Override
  public int uncommittedAckCount() {
    return mode.uncommittedAckCount();
  }

  @Override
  public int prefetch() {
    return consumers.prefetch();
  }

  @Override
  public int globalPrefetch() {
    return consumers.globalPrefetch();
  }

  @Override
  public boolean confirms() {
    return mode instanceof ConfirmMode;
  }

  @Override
  public boolean transactional() {
    return mode instanceof TransactionMode;
  }

  @Override
  public long idleSinceMillis() {
    return activity.idleSinceMillis();
  }

  @Override
  public MessageCounters counters() {
    return counters;
  }
}
