package io.motet.broker.exchange;

import io.motet.broker.message.Utf8;

/**
 * An immutable hash table from word to node, asked with a part of a key so that no word is ever cut
 * out. Open addressing in flat arrays: copying it for a change is two block copies.
 */
final class TopicChildren {
  static final TopicChildren EMPTY = new TopicChildren(new Utf8[2], new TopicNode[2], 0);

  private final Utf8[] words;
  private final TopicNode[] nodes;
  private final int size;

  private TopicChildren(Utf8[] words, TopicNode[] nodes, int size) {
    this.words = words;
    this.nodes = nodes;
    this.size = size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The node of the word that stands in the key from start to end, or null. */
  TopicNode get(Utf8 key, int start, int end) {
    if (size == 0) {
      return null;
    }
    int mask = words.length - 1;
    int slot = slot(TopicWords.hash(key, start, end), mask);
    while (words[slot] != null) {
      if (TopicWords.equal(words[slot], key, start, end)) {
        return nodes[slot];
      }
      slot = (slot + 1) & mask;
    }
    return null;
  }

  /** The table with the word's node replaced; null removes the word. */
  TopicChildren with(Utf8 word, TopicNode node) {
    TopicNode old = get(word, 0, word.length());
    if (node == null) {
      return old == null ? this : rebuilt(words.length, word);
    }
    if (old == null && (size + 1) * 2 > words.length) {
      return rebuilt(words.length * 2, null).with(word, node);
    }
    TopicChildren copy =
        new TopicChildren(words.clone(), nodes.clone(), size + (old == null ? 1 : 0));
    copy.put(word, node);
    return copy;
  }

  private TopicChildren rebuilt(int capacity, Utf8 without) {
    TopicChildren copy =
        new TopicChildren(
            new Utf8[capacity], new TopicNode[capacity], without == null ? size : size - 1);
    for (int i = 0; i < words.length; i++) {
      if (words[i] != null && !words[i].equals(without)) {
        copy.put(words[i], nodes[i]);
      }
    }
    return copy;
  }

  /** While being built only. */
  private void put(Utf8 word, TopicNode node) {
    int mask = words.length - 1;
    int slot = slot(word.hashCode(), mask);
    while (words[slot] != null && !words[slot].equals(word)) {
      slot = (slot + 1) & mask;
    }
    words[slot] = word;
    nodes[slot] = node;
  }

  private static int slot(int hash, int mask) {
    return (hash ^ (hash >>> 16)) & mask;
  }
}
