package io.motet.broker.queue;

import io.motet.broker.message.Message;

/**
 * All that governs a queue, resolved from its arguments and policies. The engine knows nothing of
 * either; a policy change makes new settings and hands them to {@link LocalQueue#configure}.
 *
 * @param type {@code classic} or {@code quorum}
 * @param messageTtlMillis time to live of every message, or -1
 * @param expiresMillis the queue goes when it was unused for this long, or -1
 * @param maxLength most ready messages, or -1
 * @param maxLengthBytes most body bytes of ready messages, or -1
 * @param deadLetterExchange null for none; {@code ""} is the default exchange
 * @param deadLetterRoutingKey null to keep the message's own
 * @param maxPriority 0 to 255; 0 for a queue without priorities
 * @param deliveryLimit most returns of a message before it is dead-lettered, or -1
 * @param consumerTimeoutMillis longest time a delivery may stay unsettled, or -1
 * @param waitingRoom it holds each message back until its delay is over and then asks {@link
 *     QueueHost#delayOver}; for exchanges that delay, never for clients
 * @param policy the name of the policy that applies, or null
 * @param operatorPolicy the name of the operator policy that applies, or null
 */
public record QueueSettings(
    String type,
    long messageTtlMillis,
    long expiresMillis,
    long maxLength,
    long maxLengthBytes,
    Overflow overflow,
    String deadLetterExchange,
    String deadLetterRoutingKey,
    int maxPriority,
    boolean singleActiveConsumer,
    int deliveryLimit,
    long consumerTimeoutMillis,
    boolean waitingRoom,
    String policy,
    String operatorPolicy) {

  /** A value of a limit that is not set. */
  public static final int UNLIMITED = -1;

  private static final int MOST_PRIORITIES = 255;

  /** Keeps absolute times from overflowing. */
  private static final long FAR_FUTURE_MILLIS = Long.MAX_VALUE / 4;

  /** Refuses what no queue can have; the message names the setting and the value. */
  public QueueSettings {
    if (maxPriority < 0 || maxPriority > MOST_PRIORITIES) {
      throw new IllegalArgumentException("maxPriority must be 0 to 255, not " + maxPriority);
    }
    if (expiresMillis == 0) {
      throw new IllegalArgumentException("expiresMillis must not be 0");
    }
  }

  /** Settings of a classic queue without limits. */
  public static QueueSettings defaults() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Whether a limit on length is set. */
  boolean bounded() {
    return maxLength != UNLIMITED || maxLengthBytes != UNLIMITED;
  }

  int priorityOf(Message message) {
    return Math.min(message.priority(), maxPriority);
  }

  /** Whether the message will ever expire here. */
  boolean limitsLifeOf(Message message) {
    return waitingRoom || messageTtlMillis >= 0 || message.ttlMillis() >= 0;
  }

  /**
   * When a message whose life is limited expires, if it comes now: the lesser of its own and the
   * queue's time to live. In a waiting room, when its delay is over. Never 0, which means never.
   */
  long expiresAtMillis(Message message, long delayMillis, long nowMillis) {
    if (waitingRoom) {
      return Math.max(1, nowMillis + Math.min(delayMillis, FAR_FUTURE_MILLIS));
    }
    long own = message.ttlMillis();
    boolean ownIsLess = own >= 0 && (messageTtlMillis < 0 || own < messageTtlMillis);
    long ttl = ownIsLess ? own : messageTtlMillis;
    return Math.max(1, nowMillis + ttl);
  }

  /** Collects settings; what is not set has no limit. */
  public static final class Builder {
    private String type = "classic";
    private long messageTtlMillis = UNLIMITED;
    private long expiresMillis = UNLIMITED;
    private long maxLength = UNLIMITED;
    private long maxLengthBytes = UNLIMITED;
    private Overflow overflow = Overflow.DROP_HEAD;
    private String deadLetterExchange;
    private String deadLetterRoutingKey;
    private int maxPriority;
    private boolean singleActiveConsumer;
    private int deliveryLimit = UNLIMITED;
    private long consumerTimeoutMillis = UNLIMITED;
    private boolean waitingRoom;
    private String policy;
    private String operatorPolicy;

    private Builder() {}

    public Builder type(String value) {
      type = value;
      return this;
    }

    public Builder messageTtlMillis(long value) {
      messageTtlMillis = value;
      return this;
    }

    public Builder expiresMillis(long value) {
      expiresMillis = value;
      return this;
    }

    public Builder maxLength(long value) {
      maxLength = value;
      return this;
    }

    public Builder maxLengthBytes(long value) {
      maxLengthBytes = value;
      return this;
    }

    public Builder overflow(Overflow value) {
      overflow = value;
      return this;
    }

    public Builder deadLetterExchange(String value) {
      deadLetterExchange = value;
      return this;
    }

    public Builder deadLetterRoutingKey(String value) {
      deadLetterRoutingKey = value;
      return this;
    }

    public Builder maxPriority(int value) {
      maxPriority = value;
      return this;
    }

    public Builder singleActiveConsumer(boolean value) {
      singleActiveConsumer = value;
      return this;
    }

    public Builder deliveryLimit(int value) {
      deliveryLimit = value;
      return this;
    }

    public Builder consumerTimeoutMillis(long value) {
      consumerTimeoutMillis = value;
      return this;
    }

    public Builder waitingRoom(boolean value) {
      waitingRoom = value;
      return this;
    }

    public Builder policy(String value) {
      policy = value;
      return this;
    }

    public Builder operatorPolicy(String value) {
      operatorPolicy = value;
      return this;
    }

    public QueueSettings build() {
      return new QueueSettings(
          type,
          messageTtlMillis,
          expiresMillis,
          maxLength,
          maxLengthBytes,
          overflow,
          deadLetterExchange,
          deadLetterRoutingKey,
          maxPriority,
          singleActiveConsumer,
          deliveryLimit,
          consumerTimeoutMillis,
          waitingRoom,
          policy,
          operatorPolicy);
    }
  }
}
