package io.motet.management.stats;

/** The groups of figures for which a client may ask for samples, each with its own range. */
public enum RangeKind {
  LENGTHS("lengths"),
  MESSAGE_RATES("msg_rates"),
  DATA_RATES("data_rates"),
  NODE_STATS("node_stats");

  private final String parameter;

  RangeKind(String parameter) {
    this.parameter = parameter;
  }

  /** Without {@code _age} and {@code _incr}. */
  String parameter() {
    return parameter;
  }
}
