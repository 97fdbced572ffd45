package io.motet.kafka.pattern;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates, from above, how large the program of a pattern becomes: {@code (a{9}){9}} has 81
 * letters. Reads only as much of the syntax as that takes, and leaves errors to the compiler.
 */
final class PatternCost {
  private static final long MAX_SIZE = 2_000;
  private static final int MAX_DEPTH = 100;

  private final String text;
  private final Deque<Long> outer = new ArrayDeque<>();
  private int at;

  /** Of the open group until now, and of what was read last in it. */
  private long size;

  private long last;

  private PatternCost(String text) {
    this.text = text;
  }

  static void check(String text) throws InvalidPatternException {
    new PatternCost(text).read();
  }

  private void read() throws InvalidPatternException {
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case '(' -> open();
        case ')' -> close();
        case '[' -> skipClass();
        case '\\' -> skipEscape();
        case '{' -> repeat();
        default -> atom(1);
      }
      if (size > MAX_SIZE) {
        throw new InvalidPatternException("pattern too large");
      }
    }
  }

  private void atom(long itsSize) {
    last = itsSize;
    size += itsSize;
  }

  private void open() throws InvalidPatternException {
    outer.push(size);
    size = 1;
    last = 0;
    if (outer.size() > MAX_DEPTH) {
      throw new InvalidPatternException("pattern nested too deeply");
    }
  }

  private void close() {
    long inner = size;
    size = outer.isEmpty() ? 0 : outer.pop();
    atom(inner);
  }

  private void skipClass() {
    if (at < text.length() && text.charAt(at) == '^') {
      at++;
    }
    // A bracket that comes first means itself.
    at++;
    while (at < text.length() && text.charAt(at) != ']') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
    atom(1);
  }

  private void skipEscape() {
    if (text.startsWith("Q", at)) {
      int end = text.indexOf("\\E", at);
      int literalEnd = end < 0 ? text.length() : end;
      // Only the last letter can be repeated.
      atom(Math.max(1, literalEnd - at - 1));
      last = 1;
      at = end < 0 ? text.length() : end + 2;
    } else {
      at++;
      atom(1);
    }
  }

  /** A repetition from n to m times, or a brace that means itself. */
  private void repeat() {
    int end = text.indexOf('}', at);
    String counts = end < 0 ? "" : text.substring(at, end);
    if (!counts.matches("[0-9]{1,9}(,[0-9]{0,9})?")) {
      atom(1);
      return;
    }
    long most = 1;
    for (String count : counts.split(",")) {
      most = Math.max(most, Long.parseLong(count));
    }
    size += last * most;
    last += last * most;
    at = end + 1;
  }
}
