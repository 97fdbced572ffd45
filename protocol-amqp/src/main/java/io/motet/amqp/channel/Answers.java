package io.motet.amqp.channel;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.Method;
import io.motet.amqp.codec.ReplyCode;
import io.motet.amqp.connection.ChannelContext;
import io.motet.broker.error.BrokerException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channel's answers to methods, at once or when a future completes. While one is awaited the
 * connection reads no further frames, so that answers keep the order of the questions. On the
 * channel's shard.
 */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private final ChannelContext context;
  private final boolean oneShard;
  private boolean closed;

  Answers(ChannelContext context) {
    this.context = context;
    this.oneShard = context.broker().shards().size() == 1;
  }

  boolean closed() {
    return closed;
  }

  /** No answer is written from now on. */
  void close() {
    closed = true;
  }

  void send(Method answer) {
    if (!closed) {
      context.writer().method(context.number(), answer);
    }
  }

  void send(Method answer, boolean noWait) {
    if (!noWait) {
      send(answer);
    }
  }

  /**
   * Asks the broker, and goes on when the result is there: during the call if it is complete, else
   * later. A failure closes the channel or the connection, as the failure says.
   *
   * @param cause the method that is answered
   * @param then not called once the channel is closed; must not await again
   */
  <T> void await(Supplier<CompletableFuture<T>> question, Method cause, Consumer<T> then) {
    await(question, cause, then, ignored -> {});
  }

  /**
   * @param late called in place of {@code then} when the channel closed meanwhile
   */
  <T> void await(
      Supplier<CompletableFuture<T>> question, Method cause, Consumer<T> then, Consumer<T> late) {
    if (oneShard) {
      CompletableFuture<T> result = question.get();
      if (result.isDone()) {
        then.accept(valueOf(result));
      } else {
        context.suspend();
        goOn(result, cause, then, late);
      }
    } else {
      // Publishes and settlements for other shards leave at the end of the iteration. What is asked
      // now must not overtake them.
      context.suspend();
      context.shard().afterIteration(() -> goOn(ask(question), cause, then, late));
    }
  }

  private static <T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private <T> void goOn(
      CompletableFuture<T> result, Method cause, Consumer<T> then, Consumer<T> late) {
    result.whenComplete(
        (value, failure) -> context.shard().run(() -> complete(result, cause, then, late)));
  }

  private <T> void complete(
      CompletableFuture<T> result, Method cause, Consumer<T> then, Consumer<T> late) {
    try {
      if (!closed) {
        then.accept(valueOf(result));
      } else if (!result.isCompletedExceptionally()) {
        late.accept(result.join());
      }
    } catch (RuntimeException e) {
      context.fail(errorOf(e, cause), cause.classId(), cause.methodId());
    } finally {
      context.resume();
    }
  }

  private static <T> T valueOf(CompletableFuture<T> done) {
    try {
      return done.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  private AmqpException errorOf(RuntimeException failure, Method cause) {
    if (failure instanceof AmqpException error) {
      return error;
    }
    if (failure instanceof BrokerException refusal) {
      return AmqpException.of(refusal);
    }
    LOG.error(
        "{} failed on channel {} of connection {}",
        cause.wireName(),
        context.number(),
        context.connection().name(),
        failure);
    return new AmqpException(ReplyCode.INTERNAL_ERROR, "INTERNAL_ERROR");
  }
}
