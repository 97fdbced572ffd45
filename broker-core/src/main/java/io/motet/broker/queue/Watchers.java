package io.motet.broker.queue;

import io.motet.broker.message.Message;

/** The watchers of one queue; mostly none, so asking must cost nothing. On the queue's shard. */
final class Watchers {
  private static final QueueWatcher[] NONE = {};

  private QueueWatcher[] all = NONE;

  void add(QueueWatcher watcher) {
    QueueWatcher[] more = java.util.Arrays.copyOf(all, all.length + 1);
    more[all.length] = watcher;
    all = more;
  }

  boolean present() {
    return all.length > 0;
  }

  void available() {
    for (QueueWatcher watcher : all) {
      watcher.available();
    }
  }

  boolean unwanted(Message message) {
    for (QueueWatcher watcher : all) {
      if (watcher.unwanted(message)) {
        return true;
      }
    }
    return false;
  }

  void gone(Message message, Consumer taker) {
    for (QueueWatcher watcher : all) {
      watcher.gone(message, taker);
    }
  }

  void purged() {
    for (QueueWatcher watcher : all) {
      watcher.purged();
    }
  }

  void deleted() {
    for (QueueWatcher watcher : all) {
      watcher.deleted();
    }
  }
}
