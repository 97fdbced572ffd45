package io.motet.kafka.transaction;

import java.util.UUID;

/** A partition, by its topic's id: a later topic of the same name is another. */
public record TopicPart(UUID topicId, int partition) {
  @Override
  public String toString() {
    return topicId + "/" + partition;
  }

  static TopicPart parse(String text) {
    int slash = text.indexOf('/');
    return new TopicPart(
        UUID.fromString(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
  }
}
