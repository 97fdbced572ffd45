package io.motet.gearman.service;

import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.DelayedExchangeType;
import io.motet.broker.exchange.ExchangeDeclaration;
import io.motet.broker.message.Utf8;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueDeclaration;
import io.motet.broker.shard.Shard;
import io.motet.broker.vhost.VirtualHost;
import io.motet.gearman.config.GearmanOptions;
import io.motet.gearman.job.Function;
import io.motet.gearman.message.JobPriority;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;

/**
 * The functions there are, and the queues behind them: looked up, declared at first use, watched.
 * On the table's shard.
 */
public final class Functions {
  /** The exchange through which jobs go that must wait. */
  public static final String DELAYS = "gearman.delayed";

  /** Marks queues that were declared here: their jobs are looked for at start. */
  static final String MARK = "x-gearman";

  private final VirtualHost virtualHost;
  private final Shard shard;
  private final GearmanOptions options;
  private final BiFunction<Functions, Function, FunctionWatcher> watchers;
  private final Map<Utf8, Function> functions = new LinkedHashMap<>();
  private final Map<Function, List<Ready>> waiting = new HashMap<>();
  private final Set<Function> delayable = new HashSet<>();

  /** Runs when a function's queue is there, or could not be made. */
  @FunctionalInterface
  public interface Ready {
    /**
     * @param failure null when all is well
     */
    void then(Throwable failure);
  }

  Functions(
      VirtualHost virtualHost,
      Shard shard,
      GearmanOptions options,
      BiFunction<Functions, Function, FunctionWatcher> watchers) {
    this.virtualHost = virtualHost;
    this.shard = shard;
    this.options = options;
    this.watchers = watchers;
  }

  /** All, in order of first use. */
  public Collection<Function> all() {
    return functions.values();
  }

  /** Null when it was never used. */
  public Function find(Utf8 name) {
    return functions.get(name);
  }

  /** The function of that name; its queue may have to be declared yet. */
  public Function named(byte[] name) {
    Function made = new Function(name);
    Function known = functions.putIfAbsent(made.name(), made);
    return known == null ? made : known;
  }

  void remove(Function function) {
    functions.remove(function.name());
    delayable.remove(function);
  }

  /** Runs the action when the function's queue is there: at once, where it is. */
  public void whenReady(Function function, Ready action) {
    if (function.queue() != null) {
      action.then(null);
      return;
    }
    List<Ready> first = waiting.get(function);
    if (first != null) {
      first.add(action);
      return;
    }
    waiting.put(function, new ArrayList<>(List.of(action)));
    String name = function.name().toString();
    Queue known = virtualHost.queue(name);
    CompletableFuture<Queue> found =
        known != null
            ? CompletableFuture.completedFuture(known)
            : virtualHost.declareQueue(declaration(name));
    found
        .thenCompose(queue -> watched(queue, function))
        .whenComplete((queue, failure) -> shard.run(() -> ready(function, queue, failure)));
  }

  /** Nobody takes messages out of a stream, so there is nothing to see. */
  private CompletableFuture<Queue> watched(Queue queue, Function function) {
    return Function.isStream(queue)
        ? CompletableFuture.completedFuture(queue)
        : queue.watch(watchers.apply(this, function)).thenApply(done -> queue);
  }

  private QueueDeclaration declaration(String name) {
    Map<String, Object> arguments = new HashMap<>();
    arguments.put("x-max-priority", JobPriority.MAX);
    arguments.put(MARK, true);
    if (!options.deadLetterQueue().isEmpty() && !options.deadLetterQueue().equals(name)) {
      arguments.put("x-dead-letter-exchange", "");
      arguments.put("x-dead-letter-routing-key", options.deadLetterQueue());
    }
    return new QueueDeclaration(name, true, null, false, arguments);
  }

  private void ready(Function function, Queue queue, Throwable failure) {
    function.queue(queue);
    List<Ready> actions = waiting.remove(function);
    if (actions != null) {
      Throwable cause = cause(failure);
      actions.forEach(action -> action.then(cause));
    }
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  /** The queue has ended: the next use makes a new one. */
  void queueDeleted(Function function) {
    function.queue(null);
    delayable.remove(function);
  }

  /** Runs the action when jobs of the function can be held back. Its queue is there. */
  void whenDelayable(Function function, Ready action) {
    if (delayable.contains(function)) {
      action.then(null);
      return;
    }
    String name = function.name().toString();
    ExchangeDeclaration delays =
        new ExchangeDeclaration(
            DELAYS,
            DelayedExchangeType.NAME,
            true,
            false,
            false,
            Map.of("x-delayed-type", "direct"));
    Binding binding = new Binding(DELAYS, Binding.DestinationKind.QUEUE, name, name, Map.of());
    virtualHost
        .declareExchange(delays)
        .thenCompose(exchange -> virtualHost.bind(binding, null))
        .whenComplete(
            (done, failure) ->
                shard.run(
                    () -> {
                      if (failure == null) {
                        delayable.add(function);
                      }
                      action.then(cause(failure));
                    }));
  }

  /** Declares the queue for jobs that were lost too often, where one is set. */
  CompletableFuture<?> declareDeadLetterQueue() {
    String name = options.deadLetterQueue();
    if (name.isEmpty() || virtualHost.queue(name) != null) {
      return CompletableFuture.completedFuture(null);
    }
    return virtualHost.declareQueue(new QueueDeclaration(name, true, null, false, Map.of()));
  }
}
