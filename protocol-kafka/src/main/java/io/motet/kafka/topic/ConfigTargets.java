package io.motet.kafka.topic;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.ErrorCode;
import java.util.function.Predicate;

/** Finds what configurations are asked of. */
final class ConfigTargets {
  /**
   * What was found.
   *
   * @param topic null unless there is no error
   * @param text null when there is no error
   */
  record Found(Topic topic, ErrorCode error, String text) {}

  static final byte TOPIC = 2;

  private ConfigTargets() {}

  /**
   * Only topics have configurations here; the broker's are in its own file.
   *
   * @param allowed whether the client may do it to the topic
   */
  static Found find(Topics topics, byte type, String name, Predicate<String> allowed) {
    if (type != TOPIC) {
      return failed(
          ErrorCode.INVALID_REQUEST, "Only topics have configurations, not resource type " + type);
    }
    if (!allowed.test(name)) {
      return failed(
          ErrorCode.TOPIC_AUTHORIZATION_FAILED, ErrorCode.TOPIC_AUTHORIZATION_FAILED.text());
    }
    Topic topic = topics.topic(name);
    if (topic == null) {
      return failed(
          ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.text());
    }
    return new Found(topic, ErrorCode.NONE, null);
  }

  private static Found failed(ErrorCode code, String text) {
    return new Found(null, code, text);
  }
}
