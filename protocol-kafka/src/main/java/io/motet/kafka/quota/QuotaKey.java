package io.motet.kafka.quota;

/** What is limited; numbers are per second. */
public enum QuotaKey {
  PRODUCER_BYTE_RATE("producer_byte_rate", Type.LONG, false),
  CONSUMER_BYTE_RATE("consumer_byte_rate", Type.LONG, false),
  /** Of one thread's time. */
  REQUEST_PERCENTAGE("request_percentage", Type.DOUBLE, false),
  /** Partitions that are made and deleted. */
  CONTROLLER_MUTATION_RATE("controller_mutation_rate", Type.DOUBLE, false),
  CONNECTION_CREATION_RATE("connection_creation_rate", Type.INT, true);

  /** What Kafka keeps the value as. */
  private enum Type {
    INT(Integer.MAX_VALUE),
    LONG(Long.MAX_VALUE),
    DOUBLE(Double.MAX_VALUE);

    private final double greatest;

    Type(double greatest) {
      this.greatest = greatest;
    }
  }

  private final String title;
  private final Type type;
  private final boolean ofAddresses;

  QuotaKey(String title, Type type, boolean ofAddresses) {
    this.title = title;
    this.type = type;
    this.ofAddresses = ofAddresses;
  }

  /** The name in the protocol. */
  String title() {
    return title;
  }

  /** Null when there is none. */
  static QuotaKey of(String title) {
    for (QuotaKey key : values()) {
      if (key.title.equals(title)) {
        return key;
      }
    }
    return null;
  }

  /** Whether it is for addresses; else for users and client ids. */
  boolean isOfAddresses() {
    return ofAddresses;
  }

  /** What is wrong with a value; null when nothing is. */
  String wrong(double value) {
    if (!(value > 0)) {
      return "Quota " + title + " must be greater than 0";
    }
    if (value > type.greatest) {
      return "Proposed value for " + title + " is too large for a " + type + ".";
    }
    return type == Type.DOUBLE || value == Math.rint(value)
        ? null
        : title + " cannot be a fractional value.";
  }
}
