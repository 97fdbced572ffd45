package io.motet.kafka.group.streams;

/** What members are told about their topology, with Kafka's codes. */
enum TopologyStatus {
  STALE_TOPOLOGY(0),
  MISSING_SOURCE_TOPICS(1),
  INCORRECTLY_PARTITIONED_TOPICS(2),
  MISSING_INTERNAL_TOPICS(3),
  SHUTDOWN_APPLICATION(4);

  private final byte code;

  TopologyStatus(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }

  /** With what is to be said of it. */
  Notice notice(String detail) {
    return new Notice(this, detail);
  }

  /** A status of a group that members are told, with a text. */
  record Notice(TopologyStatus status, String detail) {}
}
