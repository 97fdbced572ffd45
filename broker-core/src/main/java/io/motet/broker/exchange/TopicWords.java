package io.motet.broker.exchange;

import io.motet.broker.message.Utf8;

/**
 * The words of a topic key, found in place: a position is where a word begins, {@link #END} after
 * the last. The empty key has no word; {@code a..b} has an empty one, {@code a.} ends with one.
 */
final class TopicWords {
  /** The position behind the last word. */
  static final int END = Integer.MAX_VALUE;

  private TopicWords() {}

  /** The words of a binding's key. */
  static Utf8[] split(String key) {
    if (key.isEmpty()) {
      return new Utf8[0];
    }
    String[] words = key.split("\\.", -1);
    Utf8[] names = new Utf8[words.length];
    for (int i = 0; i < words.length; i++) {
      names[i] = Utf8.of(words[i]);
    }
    return names;
  }

  /** The index of the dot, or of the key's end, that ends the word which begins at start. */
  static int endOf(Utf8 key, int start) {
    int i = start;
    while (i < key.length() && key.byteAt(i) != '.') {
      i++;
    }
    return i;
  }

  /** Where the word after the one that ends at {@code end} begins. */
  static int next(Utf8 key, int end) {
    return end == key.length() ? END : end + 1;
  }

  /** {@link Utf8#hashCode} of a part of a key. */
  static int hash(Utf8 key, int start, int end) {
    int hash = 1;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + key.byteAt(i);
    }
    return hash;
  }

  static boolean equal(Utf8 word, Utf8 key, int start, int end) {
    if (word.length() != end - start) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.byteAt(i) != key.byteAt(start + i)) {
        return false;
      }
    }
    return true;
  }
}
