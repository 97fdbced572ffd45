package io.motet.amqp.channel;

import io.motet.amqp.codec.ExchangeMethod;
import io.motet.amqp.connection.ChannelContext;
import io.motet.broker.exchange.ExchangeDeclaration;
import io.motet.broker.user.Access;

/** exchange.declare and exchange.delete. */
final class ExchangeCommands {
  private static final String ALTERNATE_EXCHANGE = "alternate-exchange";

  private final ChannelContext context;
  private final ChannelAccess access;
  private final Answers answers;

  ExchangeCommands(ChannelContext context, ChannelAccess access, Answers answers) {
    this.context = context;
    this.access = access;
    this.answers = answers;
  }

  void declare(ExchangeMethod.Declare method) {
    String name = Names.clean(method.exchange());
    ChannelAccess.checkNotDefault(name);
    if (method.passive()) {
      if (context.virtualHost().exchange(name) == null) {
        throw ChannelErrors.missing("exchange", name, context.virtualHost().name());
      }
      answers.send(new ExchangeMethod.DeclareOk(), method.noWait());
      return;
    }
    access.checkExchange(Access.CONFIGURE, name);
    if (context.virtualHost().exchange(name) == null) {
      checkNew(method, name);
    }
    answers.await(
        () ->
            context
                .virtualHost()
                .declareExchange(
                    new ExchangeDeclaration(
                        name,
                        method.type(),
                        method.durable(),
                        method.autoDelete(),
                        method.internal(),
                        method.arguments())),
        method,
        exchange -> answers.send(new ExchangeMethod.DeclareOk(), method.noWait()));
  }

  private void checkNew(ExchangeMethod.Declare method, String name) {
    Names.checkNotReserved("exchange", name);
    if (method.arguments().get(ALTERNATE_EXCHANGE) instanceof String alternate) {
      access.checkExchange(Access.READ, name);
      access.checkExchange(Access.WRITE, alternate);
    }
  }

  void delete(ExchangeMethod.Delete method) {
    String name = Names.clean(method.exchange());
    ChannelAccess.checkNotDefault(name);
    if (Names.isReserved(name)) {
      throw ChannelErrors.accessRefused(
          "deletion of system "
              + ChannelErrors.resource("exchange", name, context.virtualHost().name())
              + " not allowed");
    }
    access.checkExchange(Access.CONFIGURE, name);
    answers.await(
        () -> context.virtualHost().deleteExchange(name, method.ifUnused()),
        method,
        done -> answers.send(new ExchangeMethod.DeleteOk(), method.noWait()));
  }
}
