package io.motet.broker.exchange;

import io.motet.broker.message.Message;
import io.motet.broker.publish.DirectTarget;
import io.motet.broker.shard.Shard;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The last messages of one exchange. State belongs to its shard; methods may be called anywhere.
 */
public final class MessageHistory implements DirectTarget {
  private final String name;
  private final Shard shard;
  private final long capacity;
  private final Deque<Message> messages = new ArrayDeque<>();
  private boolean closed;

  MessageHistory(String name, Shard shard, long capacity) {
    this.name = name;
    this.shard = shard;
    this.capacity = capacity;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Shard shard() {
    return shard;
  }

  @Override
  public void accept(Message message) {
    if (closed) {
      return;
    }
    messages.addLast(message.retain());
    if (messages.size() > capacity) {
      messages.removeFirst().release();
    }
  }

  /** Hands over the messages, oldest first, on the history's shard; each valid during its call. */
  public void replay(Consumer<Message> reader) {
    shard.run(() -> messages.forEach(reader));
  }

  /** Gives the messages back; nothing is remembered any more. */
  void close() {
    shard.run(
        () -> {
          closed = true;
          messages.forEach(Message::release);
          messages.clear();
        });
  }
}
