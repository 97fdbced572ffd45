package io.motet.broker.topic;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The topics of a virtual host. They share one name space with its queues. Look-ups may be made on
 * any thread and take no lock. Changes hop to the shard that owns the metadata and complete there
 * when they are durable; they fail with {@link TopicException}. Permissions are the front end's to
 * check before.
 */
public interface Topics {
  /** Null when absent. */
  Topic topic(String name);

  /** Null when absent. */
  Topic topic(UUID id);

  /** A snapshot, in no order. */
  Collection<Topic> all();

  /** What applies to every topic that does not say otherwise. */
  TopicConfig defaults();

  /**
   * Creates a topic with partitions from 0. Nothing is written to the disk but the metadata.
   *
   * @return fails with {@link TopicException.Reason#EXISTS}, {@code NAME_IS_TAKEN} by a queue,
   *     {@code INVALID_NAME}, {@code INVALID_PARTITIONS} or {@code INVALID_CONFIG}
   */
  CompletableFuture<Topic> create(TopicDeclaration declaration);

  /** Does all the checks of {@link #create} and changes nothing. Throws {@link TopicException}. */
  void check(TopicDeclaration declaration);

  /**
   * Deletes a topic; its files go a little later. Readers and producers that still hold its
   * partitions are told {@code CLOSED}.
   *
   * @return fails with {@code UNKNOWN}
   */
  CompletableFuture<Void> delete(String name);

  /**
   * Adds partitions behind those there are.
   *
   * @param total how many there shall be afterwards; more than now
   * @return fails with {@code UNKNOWN} or {@code INVALID_PARTITIONS}
   */
  CompletableFuture<Topic> addPartitions(String name, int total);

  /**
   * Sets and unsets configurations of a topic, all or none; they apply at once.
   *
   * @param changes by Kafka's names; a null value goes back to the default
   * @return fails with {@code UNKNOWN} or {@code INVALID_CONFIG}
   */
  CompletableFuture<Topic> alterConfigs(String name, Map<String, String> changes);

  /**
   * Sets and unsets what applies to every topic of every virtual host that does not say otherwise,
   * all or none; it applies at once.
   *
   * @param changes by Kafka's names; a null value goes back to the settings
   * @return fails with {@code INVALID_CONFIG}
   */
  CompletableFuture<Void> alterDefaults(Map<String, String> changes);
}
