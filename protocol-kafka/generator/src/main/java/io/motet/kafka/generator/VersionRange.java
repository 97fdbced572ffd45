package io.motet.kafka.generator;

/**
 * Versions of a message, both ends included; empty when {@code lowest > highest}.
 *
 * @param highest {@link #NO_END} for all later ones
 */
record VersionRange(int lowest, int highest) {
  static final int NO_END = Short.MAX_VALUE;
  static final VersionRange NONE = new VersionRange(0, -1);

  /** Reads {@code 3}, {@code 0-5}, {@code 7+}, {@code none}; null is none. */
  static VersionRange parse(String text) {
    if (text == null || text.equals("none")) {
      return NONE;
    }
    if (text.endsWith("+")) {
      return new VersionRange(Integer.parseInt(text.substring(0, text.length() - 1)), NO_END);
    }
    int dash = text.indexOf('-');
    if (dash < 0) {
      int only = Integer.parseInt(text);
      return new VersionRange(only, only);
    }
    return new VersionRange(
        Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
  }

  boolean isEmpty() {
    return lowest > highest;
  }

  VersionRange intersect(VersionRange other) {
    return new VersionRange(Math.max(lowest, other.lowest), Math.min(highest, other.highest));
  }

  /** The smallest range that holds both. */
  VersionRange join(VersionRange other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    return new VersionRange(Math.min(lowest, other.lowest), Math.max(highest, other.highest));
  }

  boolean contains(VersionRange other) {
    return other.isEmpty() || (lowest <= other.lowest && highest >= other.highest);
  }

  /**
   * A Java condition that a version within {@code possible} is in this range.
   *
   * @return {@code true} or {@code false} where that is known already
   */
  String condition(VersionRange possible) {
    if (contains(possible)) {
      return "true";
    }
    VersionRange common = intersect(possible);
    if (common.isEmpty()) {
      return "false";
    }
    boolean from = common.lowest > possible.lowest;
    boolean to = common.highest < possible.highest;
    if (from && to) {
      return "version >= " + common.lowest + " && version <= " + common.highest;
    }
    return from ? "version >= " + common.lowest : "version <= " + common.highest;
  }
}
