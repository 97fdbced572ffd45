package io.motet.kafka.generator;

/** Java source that is being written, with indentation. */
final class JavaText {
  private final StringBuilder text = new StringBuilder();
  private int depth;

  /** A line; one that ends in a brace begins a block. */
  JavaText line(String line) {
    if (line.startsWith("}")) {
      depth--;
    }
    text.append("  ".repeat(depth)).append(line).append('\n');
    if (line.endsWith("{")) {
      depth++;
    }
    return this;
  }

  /** Begins a block that runs only on a condition; none when it always or never holds. */
  boolean beginIf(String condition) {
    if (!condition.equals("true")) {
      line("if (" + condition + ") {");
      return true;
    }
    return false;
  }

  void endIf(boolean begun) {
    if (begun) {
      line("}");
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
