package io.motet.kafka.transaction;

/** A producer as it names itself: its id and which life of it this is. */
public record Producer(long id, short epoch) {
  /** Nobody. */
  public static final Producer NONE = new Producer(-1, (short) -1);

  private static final short LAST_EPOCH = Short.MAX_VALUE - 1;

  /** Whether there is an epoch after this one. */
  boolean hasNextEpoch() {
    return epoch < LAST_EPOCH;
  }

  /** The epoch that no client has, only the end of the last transaction of an id. */
  Producer afterLastEpoch() {
    return new Producer(id, Short.MAX_VALUE);
  }

  Producer nextEpoch() {
    return new Producer(id, (short) (epoch + 1));
  }
}
