package io.motet.broker.reply;

import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.runtime.Entropy;
import io.motet.broker.shard.Shard;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * All requesters that wait for replies, of all virtual hosts. A routing key that leads to one holds
 * a token that nobody can guess: it is the only protection of the requester. Any thread.
 */
public final class ReplyTargets {
  /** What a client consumes from, and puts into reply-to, to get replies directly. */
  public static final String QUEUE_NAME = "amq.rabbitmq.reply-to";

  private static final String PREFIX = QUEUE_NAME + ".";
  private static final Utf8 PREFIX_BYTES = Utf8.of(PREFIX);
  private static final int TOKEN_BYTES = 24;

  private final Map<Utf8, ReplyTarget> targets = new ConcurrentHashMap<>();
  private final Entropy entropy;

  public ReplyTargets(Entropy entropy) {
    this.entropy = entropy;
  }

  /**
   * Makes a target with a fresh token.
   *
   * @param receiver runs on the shard; the message is valid during the call
   */
  public ReplyTarget register(Shard shard, Consumer<Message> receiver) {
    byte[] token = new byte[TOKEN_BYTES];
    entropy.nextBytes(token);
    String name = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    ReplyTarget target = new ReplyTarget(name, shard, receiver);
    targets.put(Utf8.of(name), target);
    return target;
  }

  /** The requester is gone; replies to it are unroutable from now on. */
  public void remove(ReplyTarget target) {
    target.close();
    targets.remove(Utf8.of(target.name()));
  }

  /** Whether the key is of the kind that leads to a requester, be it there or not. */
  public static boolean isReplyKey(Utf8 routingKey) {
    int length = PREFIX_BYTES.length();
    if (routingKey.length() <= length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (routingKey.byteAt(i) != PREFIX_BYTES.byteAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Null when there is no such requester any more. */
  public ReplyTarget find(Utf8 routingKey) {
    return targets.get(routingKey);
  }
}
