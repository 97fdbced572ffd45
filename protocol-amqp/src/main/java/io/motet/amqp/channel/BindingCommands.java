package io.motet.amqp.channel;

import io.motet.amqp.codec.ExchangeMethod;
import io.motet.amqp.codec.Method;
import io.motet.amqp.codec.QueueMethod;
import io.motet.amqp.connection.ChannelContext;
import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.Binding.DestinationKind;
import io.motet.broker.exchange.Exchange;
import io.motet.broker.user.Access;
import java.util.Map;

/** queue.bind, queue.unbind, exchange.bind and exchange.unbind. */
final class BindingCommands {
  private final ChannelContext context;
  private final ChannelAccess access;
  private final LastQueue lastQueue;
  private final Answers answers;

  BindingCommands(
      ChannelContext context, ChannelAccess access, LastQueue lastQueue, Answers answers) {
    this.context = context;
    this.access = access;
    this.lastQueue = lastQueue;
    this.answers = answers;
  }

  void bind(QueueMethod.Bind method) {
    Binding binding =
        toQueue(method.exchange(), method.queue(), method.routingKey(), method.arguments());
    bind(binding, method, method.noWait(), new QueueMethod.BindOk());
  }

  void unbind(QueueMethod.Unbind method) {
    Binding binding =
        toQueue(method.exchange(), method.queue(), method.routingKey(), method.arguments());
    unbind(binding, method, false, new QueueMethod.UnbindOk());
  }

  void bind(ExchangeMethod.Bind method) {
    Binding binding =
        toExchange(method.source(), method.destination(), method.routingKey(), method.arguments());
    bind(binding, method, method.noWait(), new ExchangeMethod.BindOk());
  }

  void unbind(ExchangeMethod.Unbind method) {
    Binding binding =
        toExchange(method.source(), method.destination(), method.routingKey(), method.arguments());
    unbind(binding, method, method.noWait(), new ExchangeMethod.UnbindOk());
  }

  private Binding toQueue(
      String exchange, String queue, String routingKey, Map<String, Object> arguments) {
    return new Binding(
        Names.clean(exchange),
        DestinationKind.QUEUE,
        Names.clean(lastQueue.expand(queue)),
        lastQueue.expandRoutingKey(queue, routingKey),
        arguments);
  }

  private static Binding toExchange(
      String source, String destination, String routingKey, Map<String, Object> arguments) {
    return new Binding(
        Names.clean(source),
        DestinationKind.EXCHANGE,
        Names.clean(destination),
        routingKey,
        arguments);
  }

  private void bind(Binding binding, Method method, boolean noWait, Method ok) {
    check(binding);
    answers.await(
        () -> context.virtualHost().bind(binding, context.connection()),
        method,
        done -> answers.send(ok, noWait));
  }

  private void unbind(Binding binding, Method method, boolean noWait, Method ok) {
    check(binding);
    answers.await(
        () -> context.virtualHost().unbind(binding, context.connection()),
        method,
        done -> answers.send(ok, noWait));
  }

  /** The destination is written to, the source is read from. */
  private void check(Binding binding) {
    if (binding.destinationKind() == DestinationKind.QUEUE) {
      access.checkQueue(Access.WRITE, binding.destination());
    } else {
      access.checkExchange(Access.WRITE, binding.destination());
      ChannelAccess.checkNotDefault(binding.destination());
    }
    ChannelAccess.checkNotDefault(binding.source());
    access.checkExchange(Access.READ, binding.source());
    Exchange source = context.virtualHost().exchange(binding.source());
    if (source != null) {
      access.checkTopic(Access.READ, source, binding.routingKey());
    }
  }
}
