package io.motet.broker.reply;

import io.motet.broker.message.Message;
import io.motet.broker.publish.DirectTarget;
import io.motet.broker.shard.Shard;
import java.util.function.Consumer;

/** A channel that takes replies as if it had a queue, without one. */
public final class ReplyTarget implements DirectTarget {
  private final String name;
  private final Shard shard;
  private final Consumer<Message> receiver;
  private volatile boolean closed;

  ReplyTarget(String name, Shard shard, Consumer<Message> receiver) {
    this.name = name;
    this.shard = shard;
    this.receiver = receiver;
  }

  /** The routing key that leads here on the default exchange; what goes into reply-to. */
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
    if (!closed) {
      receiver.accept(message);
    }
  }

  void close() {
    closed = true;
  }
}
