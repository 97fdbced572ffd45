package io.motet.broker.deadletter;

/** Why a message left a queue without being acknowledged. */
public enum DeathReason {
  REJECTED("rejected"),
  EXPIRED("expired"),
  MAXLEN("maxlen"),
  DELIVERY_LIMIT("delivery_limit");

  private final String text;

  DeathReason(String text) {
    this.text = text;
  }

  /** As written in the {@code reason} field of {@code x-death}. */
  public String text() {
    return text;
  }
}
