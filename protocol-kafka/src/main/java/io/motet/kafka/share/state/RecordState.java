package io.motet.kafka.share.state;

/** How far a record has come. The numbers are Kafka's, and on disk. */
public enum RecordState {
  /** It may be given to a member. */
  AVAILABLE(0),
  /** A member has it and has not settled it. */
  ACQUIRED(1),
  /** It was processed. */
  ACKNOWLEDGED(2),
  /** It is given to nobody any more: rejected, tried too often, or gone from the log. */
  ARCHIVED(4);

  private final int id;

  RecordState(int id) {
    this.id = id;
  }

  int id() {
    return id;
  }

  /** Throws IllegalStateException when there is none. */
  static RecordState of(int id) {
    for (RecordState state : values()) {
      if (state.id == id) {
        return state;
      }
    }
    throw new IllegalStateException("no state of records has the number " + id);
  }

  /** Whether nothing more happens to it. */
  public boolean isFinal() {
    return this == ACKNOWLEDGED || this == ARCHIVED;
  }
}
