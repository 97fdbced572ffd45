package io.motet.amqp.channel;

import io.motet.broker.message.Utf8;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The addresses that waiting requesters have now (direct reply-to): no queue, just a channel behind
 * a name that nobody can guess. Shared by all channels of a broker; any thread.
 */
final class ReplyAddresses {
  /** What requesters consume from and write into reply-to. */
  static final String QUEUE = "amq.rabbitmq.reply-to";

  private static final Utf8 PREFIX = Utf8.of(QUEUE + ".");

  private final Map<Utf8, ReplyInbox> inboxes = new ConcurrentHashMap<>();

  static boolean isAddress(Utf8 routingKey) {
    if (routingKey.length() < PREFIX.length()) {
      return false;
    }
    for (int i = 0; i < PREFIX.length(); i++) {
      if (routingKey.byteAt(i) != PREFIX.byteAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Makes a new address for an inbox. */
  Utf8 open(ReplyInbox inbox) {
    Utf8 address = Utf8.of(Tokens.random(QUEUE + "."));
    inboxes.put(address, inbox);
    return address;
  }

  void close(Utf8 address) {
    inboxes.remove(address);
  }

  /** Null when nobody waits there. */
  ReplyInbox find(Utf8 address) {
    return inboxes.get(address);
  }

  /** Whether a declare of that name finds something. */
  boolean exists(String name) {
    return name.equals(QUEUE) || inboxes.containsKey(Utf8.of(name));
  }
}
