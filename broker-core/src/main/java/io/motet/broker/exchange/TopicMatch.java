package io.motet.broker.exchange;

import io.motet.broker.message.Utf8;
import java.util.IdentityHashMap;

/**
 * One walk of a key through a trie. Remembers how far each {@code #} inside another {@code #} has
 * looked already: without that a binding such as {@code #.a.#.b.#.c} costs time exponential in its
 * length, which a client could use against others.
 */
final class TopicMatch {
  private final Utf8 key;
  private final RouteCollector collector;
  private int depth;
  private IdentityHashMap<TopicNode, Integer> lookedFrom;

  TopicMatch(Utf8 key, RouteCollector collector) {
    this.key = key;
    this.collector = collector;
  }

  Utf8 key() {
    return key;
  }

  RouteCollector collector() {
    return collector;
  }

  /**
   * Begins to look behind a {@code #} from a position on.
   *
   * @return where to stop: from there on it has looked before; {@link TopicWords#END} for nowhere,
   *     also the end itself is to be looked at
   */
  int enter(TopicNode node, int position) {
    depth++;
    if (depth == 1) {
      return TopicWords.END;
    }
    if (lookedFrom == null) {
      lookedFrom = new IdentityHashMap<>();
    }
    Integer before = lookedFrom.get(node);
    if (before == null) {
      lookedFrom.put(node, position);
      return TopicWords.END;
    }
    if (position < before) {
      lookedFrom.put(node, position);
    }
    return before == TopicWords.END ? TopicWords.END - 1 : before;
  }

  void leave() {
    depth--;
  }
}
