package io.motet.management.metrics;

/** Writes Prometheus's text format, version 0.0.4: each family with its help and type. */
final class ExpositionText {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder out = new StringBuilder(8192);

  ExpositionText counter(String name, String help, long value) {
    return family(name, help, "counter").sample(name, "", value);
  }

  ExpositionText gauge(String name, String help, long value) {
    return family(name, help, "gauge").sample(name, "", value);
  }

  /** Begins a family whose samples follow. */
  ExpositionText family(String name, String help, String type) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    return this;
  }

  /**
   * One sample.
   *
   * @param labels names and values in turn
   */
  ExpositionText labelled(String name, long value, String... labels) {
    StringBuilder set = new StringBuilder("{");
    for (int i = 0; i < labels.length; i += 2) {
      set.append(i == 0 ? "" : ",").append(labels[i]).append("=\"");
      set.append(escaped(labels[i + 1])).append('"');
    }
    return sample(name, set.append('}').toString(), value);
  }

  private ExpositionText sample(String name, String labels, long value) {
    out.append(name).append(labels).append(' ').append(value).append('\n');
    return this;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
