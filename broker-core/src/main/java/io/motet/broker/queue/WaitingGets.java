package io.motet.broker.queue;

import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Gets that wait for a message's body, in order of arrival; they come before consumers. */
final class WaitingGets {
  private record Get(boolean noAck, Consumer taker, CompletableFuture<OptionalLong> answer) {}

  private final ArrayDeque<Get> waiting = new ArrayDeque<>(1);

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void add(boolean noAck, Consumer taker, CompletableFuture<OptionalLong> answer) {
    waiting.add(new Get(noAck, taker, answer));
  }

  /** Gives the queue's first message to the first get. */
  void serveOne(QueueCore queue) {
    Get get = waiting.poll();
    queue.serveGet(get.noAck(), get.taker());
    OptionalLong left = OptionalLong.of(queue.ready().size());
    // By the same way as the message, so that it arrives after it.
    queue.shard().send(get.taker().shard(), () -> get.answer().complete(left));
  }

  /** The messages have gone: nobody gets one. */
  void answerEmpty() {
    for (Get get = waiting.poll(); get != null; get = waiting.poll()) {
      get.answer().complete(OptionalLong.empty());
    }
  }
}
