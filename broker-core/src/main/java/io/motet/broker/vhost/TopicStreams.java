package io.motet.broker.vhost;

import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.policy.EffectivePolicy;
import io.motet.broker.policy.PolicyDirectory;
import io.motet.broker.policy.PolicyScope;
import io.motet.broker.stream.StreamArguments;
import io.motet.broker.stream.StreamQueue;
import io.motet.broker.stream.StreamServices;
import io.motet.broker.topic.Topic;
import io.motet.broker.topic.TopicObserver;
import java.util.Map;

/**
 * Lets every topic of a virtual host be a queue of type stream, too; those that the broker keeps
 * for itself stay out of clients' way. On the metadata shard.
 */
final class TopicStreams implements TopicObserver {
  private final String virtualHost;
  private final Topology topology;
  private final StreamServices services;
  private final PolicyDirectory policies;

  TopicStreams(String virtualHost, Topology topology, ModelServices services) {
    this.virtualHost = virtualHost;
    this.topology = topology;
    this.policies = services.policies();
    this.services =
        new StreamServices(services.engine(), services.shards(), services.topics().decompressor());
  }

  @Override
  public void added(Topic topic, Map<String, Object> queueArguments) {
    if (!topic.internal()) {
      topology.add(new StreamQueue(virtualHost, topic, queueArguments, services));
    }
  }

  /** What somebody made as a topic is not cut by rules for queues. */
  @Override
  public Map<String, String> governing(Topic topic) {
    StreamQueue stream = topology.stream(topic.name());
    if (stream == null || !stream.declaredAsQueue()) {
      return Map.of();
    }
    EffectivePolicy policy =
        policies.effective(virtualHost, topic.name(), PolicyScope.ofQueue(StreamQueue.TYPE));
    stream.governedBy(policy);
    return StreamArguments.configsByPolicy(policy.definition());
  }

  @Override
  public void removed(Topic topic, MetadataChange change) {
    StreamQueue stream = topology.stream(topic.name());
    if (stream != null) {
      topology.remove(stream, change);
    }
  }
}
