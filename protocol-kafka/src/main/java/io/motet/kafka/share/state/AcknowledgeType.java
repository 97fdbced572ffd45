package io.motet.kafka.share.state;

/** What a member says of a record; the numbers on the wire are the ordinals. */
public enum AcknowledgeType {
  /** There is no record at that offset. */
  GAP,
  /** It was processed. */
  ACCEPT,
  /** It shall be given to somebody again. */
  RELEASE,
  /** It cannot be processed by anybody. */
  REJECT,
  /** It takes longer: the member keeps it for another lock's time. */
  RENEW;

  /** Null when there is none of that number. */
  public static AcknowledgeType of(int number) {
    return number < 0 || number >= values().length ? null : values()[number];
  }
}
