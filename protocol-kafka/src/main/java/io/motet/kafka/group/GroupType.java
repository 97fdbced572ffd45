package io.motet.kafka.group;

/** The protocols that groups can have, with Kafka's names. A group has one at a time. */
public enum GroupType {
  /** Members' clients decide who reads what. */
  CLASSIC("classic"),
  /** The broker decides who reads what (KIP-848). */
  CONSUMER("consumer"),
  /** Members share partitions, record by record (KIP-932). */
  SHARE("share"),
  /** Members run the tasks of a Streams application (KIP-1071). */
  STREAMS("streams");

  private final String title;

  GroupType(String title) {
    this.title = title;
  }

  /** As listings show it. */
  public String title() {
    return title;
  }

  /** Null when there is none of that title. */
  static GroupType of(String title) {
    for (GroupType type : values()) {
      if (type.title.equals(title)) {
        return type;
      }
    }
    return null;
  }
}
