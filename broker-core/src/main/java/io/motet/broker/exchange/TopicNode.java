package io.motet.broker.exchange;

import io.motet.broker.message.Utf8;

/**
 * A node of the immutable trie of topic bindings. A change copies the nodes on one path and shares
 * the rest, so routing never waits and never sees half a change.
 */
final class TopicNode {
  static final TopicNode EMPTY = new TopicNode(BoundArrays.EMPTY, TopicChildren.EMPTY, null, null);

  private static final Utf8 ONE_WORD = Utf8.of("*");
  private static final Utf8 ANY_WORDS = Utf8.of("#");

  /** Bindings whose key ends here. */
  private final BoundDestination[] bindings;

  private final TopicChildren children;
  private final TopicNode oneWord;
  private final TopicNode anyWords;

  private TopicNode(
      BoundDestination[] bindings, TopicChildren children, TopicNode oneWord, TopicNode anyWords) {
    this.bindings = bindings;
    this.children = children;
    this.oneWord = oneWord;
    this.anyWords = anyWords;
  }

  TopicNode with(Utf8[] words, int depth, BoundDestination bound) {
    if (depth == words.length) {
      return new TopicNode(BoundArrays.with(bindings, bound), children, oneWord, anyWords);
    }
    TopicNode child = child(words[depth]);
    return withChild(words[depth], (child == null ? EMPTY : child).with(words, depth + 1, bound));
  }

  TopicNode without(Utf8[] words, int depth, BoundDestination bound) {
    if (depth == words.length) {
      return new TopicNode(BoundArrays.without(bindings, bound), children, oneWord, anyWords);
    }
    TopicNode child = child(words[depth]);
    if (child == null) {
      return this;
    }
    TopicNode left = child.without(words, depth + 1, bound);
    return withChild(words[depth], left.isEmpty() ? null : left);
  }

  private boolean isEmpty() {
    return bindings.length == 0 && children.isEmpty() && oneWord == null && anyWords == null;
  }

  private TopicNode child(Utf8 word) {
    if (word.equals(ONE_WORD)) {
      return oneWord;
    }
    return word.equals(ANY_WORDS) ? anyWords : children.get(word, 0, word.length());
  }

  private TopicNode withChild(Utf8 word, TopicNode child) {
    if (word.equals(ONE_WORD)) {
      return new TopicNode(bindings, children, child, anyWords);
    }
    if (word.equals(ANY_WORDS)) {
      return new TopicNode(bindings, children, oneWord, child);
    }
    return new TopicNode(bindings, children.with(word, child), oneWord, anyWords);
  }

  /** Collects what matches the key's words from {@code position} on. */
  void match(TopicMatch match, int position) {
    if (anyWords != null) {
      anyWords.matchAnywhere(match, position);
    }
    if (position == TopicWords.END) {
      BoundArrays.addAll(bindings, match.collector());
      return;
    }
    int end = TopicWords.endOf(match.key(), position);
    int next = TopicWords.next(match.key(), end);
    if (oneWord != null) {
      oneWord.match(match, next);
    }
    TopicNode child = children.get(match.key(), position, end);
    if (child != null) {
      child.match(match, next);
    }
  }

  /** This node follows a {@code #}: what comes after it may begin at any later word. */
  private void matchAnywhere(TopicMatch match, int position) {
    if (isLeaf()) {
      BoundArrays.addAll(bindings, match.collector());
      return;
    }
    int until = match.enter(this, position);
    for (int from = position; from < until; ) {
      match(match, from);
      from = TopicWords.next(match.key(), TopicWords.endOf(match.key(), from));
    }
    if (until == TopicWords.END) {
      match(match, TopicWords.END);
    }
    match.leave();
  }

  private boolean isLeaf() {
    return children.isEmpty() && oneWord == null && anyWords == null;
  }
}
