package io.motet.kafka.group;

import java.util.UUID;

/**
 * How far a group has read a partition.
 *
 * @param topicId of the topic at that time: a later one of the same name is another
 * @param leaderEpoch -1 when not known
 * @param metadata of the client's own
 * @param expiresAtMillis when it may be forgotten, from a client that said so; {@link #NOT_SAID}
 *     leaves that to the settings
 */
public record CommittedOffset(
    UUID topicId,
    long offset,
    int leaderEpoch,
    String metadata,
    long committedAtMillis,
    long expiresAtMillis) {
  /** The client has not said how long it is to be kept. */
  public static final long NOT_SAID = -1;

  /** One that is kept for as long as the settings say. */
  public CommittedOffset(
      UUID topicId, long offset, int leaderEpoch, String metadata, long committedAtMillis) {
    this(topicId, offset, leaderEpoch, metadata, committedAtMillis, NOT_SAID);
  }
}
