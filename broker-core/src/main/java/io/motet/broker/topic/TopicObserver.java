package io.motet.broker.topic;

import io.motet.broker.metadata.MetadataChange;
import java.util.Map;

/** Told which topics a virtual host has. On the metadata shard, or while the broker starts. */
public interface TopicObserver {
  /**
   * There is a topic.
   *
   * @param queueArguments those of the AMQP queue that it was declared as; else empty
   */
  void added(Topic topic, Map<String, Object> queueArguments);

  /**
   * Configurations, by Kafka's names, that count instead of a topic's own while policies say so.
   */
  Map<String, String> governing(Topic topic);

  /** A topic is being deleted, as part of the change. */
  void removed(Topic topic, MetadataChange change);
}
