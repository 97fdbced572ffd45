package io.motet.kafka.quota;

/** What is limited; numbers are per second. */
public enum QuotaKey {
  PRODUCER_BYTE_RATE("producer_byte_rate", Long.MAX_VALUE, false),
  CONSUMER_BYTE_RATE("consumer_byte_rate", Long.MAX_VALUE, false),
  CONNECTION_CREATION_RATE("connection_creation_rate", Integer.MAX_VALUE, true);

  private final String title;
  private final double greatest;
  private final boolean ofAddresses;

  QuotaKey(String title, double greatest, boolean ofAddresses) {
    this.title = title;
    this.greatest = greatest;
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
    if (value > greatest) {
      return "Proposed value for "
          + title
          + " is too large for a "
          + (ofAddresses ? "INT." : "LONG.");
    }
    return value == Math.rint(value) ? null : title + " cannot be a fractional value.";
  }
}
