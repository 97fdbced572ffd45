package io.motet.broker.stream;

import io.motet.broker.policy.EffectivePolicy;
import io.motet.broker.queue.QueueStatistics;
import io.motet.broker.queue.Subscription;
import io.motet.broker.stats.MessageCounters;
import io.motet.broker.topic.Partition;
import io.motet.broker.topic.Topic;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A topic's figures in the terms of queues. All its records are on disk and count as ready; of a
 * partition that has not been used since the start nothing is known.
 */
final class StreamStatistics implements QueueStatistics {
  private final Topic topic;
  private final List<Subscription> subscriptions;
  private final MessageCounters counters = new MessageCounters();
  private volatile EffectivePolicy policy = EffectivePolicy.NONE;

  StreamStatistics(Topic topic, List<Subscription> subscriptions) {
    this.topic = topic;
    this.subscriptions = subscriptions;
  }

  void policy(EffectivePolicy effective) {
    policy = effective;
  }

  private long sum(ToLongFunction<Partition> figure) {
    long sum = 0;
    for (int i = 0; i < topic.partitionCount(); i++) {
      Partition partition = topic.partition(i);
      sum += partition.isOpen() ? figure.applyAsLong(partition) : 0;
    }
    return sum;
  }

  @Override
  public long ready() {
    return sum(partition -> partition.highWatermark() - partition.logStartOffset());
  }

  @Override
  public long unacknowledged() {
    return subscriptions.stream().mapToLong(Subscription::unacknowledgedCount).sum();
  }

  @Override
  public long readyBytes() {
    return sum(Partition::sizeBytes);
  }

  @Override
  public long unacknowledgedBytes() {
    return 0;
  }

  @Override
  public long persistent() {
    return ready();
  }

  @Override
  public long persistentBytes() {
    return readyBytes();
  }

  @Override
  public long resident() {
    return 0;
  }

  @Override
  public long residentBytes() {
    return 0;
  }

  @Override
  public long pagedOut() {
    return ready();
  }

  @Override
  public long pagedOutBytes() {
    return readyBytes();
  }

  @Override
  public int consumers() {
    return subscriptions.size();
  }

  @Override
  public double consumerCapacity() {
    return 0;
  }

  @Override
  public long idleSinceMillis() {
    return 0;
  }

  @Override
  public long headMessageTimestampSeconds() {
    return -1;
  }

  @Override
  public long memoryBytes() {
    return 0;
  }

  @Override
  public String policy() {
    return policy.name();
  }

  @Override
  public String operatorPolicy() {
    return policy.operatorName();
  }

  @Override
  public String exclusiveConsumerTag() {
    return null;
  }

  @Override
  public String singleActiveConsumerTag() {
    return null;
  }

  @Override
  public MessageCounters counters() {
    return counters;
  }
}
