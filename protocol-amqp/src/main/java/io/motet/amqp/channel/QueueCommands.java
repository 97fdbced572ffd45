package io.motet.amqp.channel;

import io.motet.amqp.codec.QueueMethod;
import io.motet.amqp.connection.ChannelContext;
import io.motet.broker.message.Utf8;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueDeclaration;
import io.motet.broker.reply.ReplyTargets;
import io.motet.broker.user.Access;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** queue.declare, queue.purge and queue.delete. */
final class QueueCommands {
  /** Stands for the name the broker will make up, when rights are checked. */
  private static final String SAMPLE_NAME = "amq.gen-0123456789abcdefABCDEF";

  private static final String DEAD_LETTER_EXCHANGE = "x-dead-letter-exchange";

  private final ChannelContext context;
  private final ChannelAccess access;
  private final LastQueue lastQueue;
  private final Answers answers;

  QueueCommands(
      ChannelContext context, ChannelAccess access, LastQueue lastQueue, Answers answers) {
    this.context = context;
    this.access = access;
    this.lastQueue = lastQueue;
    this.answers = answers;
  }

  void declare(QueueMethod.Declare method) {
    String name = Names.clean(method.queue());
    if (name.startsWith(ReplyTargets.QUEUE_NAME)) {
      declareReplyAddress(method, name);
    } else if (method.passive()) {
      Queue queue = access.usableQueue(name);
      answers.await(() -> figures(method, queue), method, declared -> answer(method, declared));
    } else {
      declareQueue(method, name);
    }
  }

  /** Such a declare asks whether somebody still waits for a reply. */
  private void declareReplyAddress(QueueMethod.Declare method, String name) {
    boolean waiting =
        name.equals(ReplyTargets.QUEUE_NAME)
            || context.broker().replies().find(Utf8.of(name)) != null;
    if (!waiting) {
      throw ChannelErrors.missing("queue", name, context.virtualHost().name());
    }
    lastQueue.declared(name);
    answers.send(new QueueMethod.DeclareOk(name, 0, 1), method.noWait());
  }

  private void declareQueue(QueueMethod.Declare method, String wanted) {
    Names.checkNotReserved("queue", wanted);
    Map<String, Object> arguments = method.arguments();
    String checked = wanted.isEmpty() ? SAMPLE_NAME : wanted;
    access.checkQueue(Access.CONFIGURE, checked);
    if (context.virtualHost().queue(wanted) == null) {
      checkDeadLettering(checked, arguments);
    }
    QueueDeclaration declaration =
        new QueueDeclaration(
            wanted,
            method.durable() && !method.exclusive(),
            method.exclusive() ? context.connection() : null,
            method.autoDelete(),
            arguments);
    answers.await(
        () ->
            context
                .virtualHost()
                .declareQueue(declaration)
                .thenCompose(queue -> figures(method, queue)),
        method,
        declared -> answer(method, declared));
  }

  private void checkDeadLettering(String queue, Map<String, Object> arguments) {
    if (arguments.get(DEAD_LETTER_EXCHANGE) instanceof String exchange) {
      access.checkQueue(Access.READ, queue);
      access.checkExchange(Access.WRITE, exchange);
    }
  }

  private static CompletableFuture<Declared> figures(QueueMethod.Declare method, Queue queue) {
    return method.noWait()
        ? CompletableFuture.completedFuture(new Declared(queue.name(), null))
        : queue.depth().thenApply(depth -> new Declared(queue.name(), depth));
  }

  private void answer(QueueMethod.Declare method, Declared declared) {
    lastQueue.declared(declared.queue());
    if (!method.noWait()) {
      Queue.QueueDepth depth = declared.depth();
      answers.send(new QueueMethod.DeclareOk(declared.queue(), depth.ready(), depth.consumers()));
    }
  }

  void purge(QueueMethod.Purge method) {
    String name = lastQueue.expand(method.queue());
    access.checkQueue(Access.READ, name);
    Queue queue = access.usableQueue(name);
    answers.await(
        queue::purge,
        method,
        count -> answers.send(new QueueMethod.PurgeOk(count), method.noWait()));
  }

  void delete(QueueMethod.Delete method) {
    String name = Names.clean(lastQueue.expand(method.queue()));
    access.checkQueue(Access.CONFIGURE, name);
    checkConditions(method, context.virtualHost().queue(name));
    answers.await(
        () ->
            context
                .virtualHost()
                .deleteQueue(name, method.ifUnused(), method.ifEmpty(), context.connection()),
        method,
        count -> answers.send(new QueueMethod.DeleteOk(count), method.noWait()));
  }

  private static void checkConditions(QueueMethod.Delete method, Queue queue) {
    if (queue != null && queue.type().equals("quorum")) {
      if (method.ifUnused()) {
        throw noCondition(queue, "if-unused");
      }
      if (method.ifEmpty()) {
        throw noCondition(queue, "if-empty");
      }
    }
  }

  private static RuntimeException noCondition(Queue queue, String flag) {
    return ChannelErrors.notImplemented(
        "cannot delete "
            + ChannelErrors.resource("queue", queue.name(), queue.virtualHost())
            + ". queue.delete operations with "
            + flag
            + " flag set are not supported by quorum queues");
  }

  /**
   * A queue that is there now.
   *
   * @param depth null when nobody wants to know
   */
  private record Declared(String queue, Queue.QueueDepth depth) {}
}
