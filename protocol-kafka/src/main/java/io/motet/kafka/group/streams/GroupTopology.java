package io.motet.kafka.group.streams;

import io.motet.broker.metadata.Fields;
import io.motet.broker.topic.Topic;
import io.motet.kafka.group.modern.MemberFields;
import io.motet.kafka.group.modern.SubscribedTopics;
import io.motet.kafka.queue.ReadableTopics;
import java.util.ArrayList;
import java.util.List;

/**
 * The topology that all members of a group run, over the topics that there are. On the groups'
 * thread only.
 */
final class GroupTopology {
  private static final String TOPICS = "topics";

  private final ReadableTopics readable;
  private Topology topology;
  private TopologyPlan plan = TopologyPlan.NONE;
  private SubscribedTopics topics = SubscribedTopics.NONE;

  GroupTopology(ReadableTopics readable) {
    this.readable = readable;
  }

  /** Null until the first member has come. */
  Topology current() {
    return topology;
  }

  /** The topology with the numbers of partitions that were decided. */
  TopologyPlan plan() {
    return plan;
  }

  /** Whether a topology is another one, and not older. */
  boolean isUpdatedBy(Topology said) {
    return said != null
        && topology != null
        && said.epoch() >= topology.epoch()
        && !said.equals(topology);
  }

  /**
   * Looks at topology and topics. There must be a topology, or one must be said.
   *
   * @param said what a member brings, or null
   * @param replaces whether that holds whatever its epoch is
   * @return whether something is different from what it was
   */
  boolean replan(Topology said, boolean replaces) {
    boolean isNewer = said != null && (topology == null || said.epoch() > topology.epoch());
    Topology next = isNewer || (said != null && replaces) ? said : topology;
    boolean isOther = !next.equals(topology);
    topology = next;
    SubscribedTopics now = currentTopics();
    if (!isOther && !plan.equals(TopologyPlan.NONE) && now.equals(topics)) {
      return false;
    }
    topics = now;
    TopologyPlan before = plan;
    plan = TopologyPlanner.plan(topology, this::partitionCount);
    return isOther || !plan.equals(before);
  }

  private SubscribedTopics currentTopics() {
    return SubscribedTopics.of(List.of(topology.requiredTopics()), readable);
  }

  private int partitionCount(String name) {
    Topic topic = readable.topics().topic(name);
    return topic == null ? 0 : topic.partitionCount();
  }

  /** All tasks; none as long as topics are missing. */
  List<TaskId> tasks() {
    List<TaskId> tasks = new ArrayList<>();
    if (plan.isReady()) {
      plan.taskCounts()
          .forEach(
              (subtopology, count) -> {
                for (int i = 0; i < count; i++) {
                  tasks.add(new TaskId(subtopology, i));
                }
              });
    }
    return tasks;
  }

  /** Whether some task reads the topic. */
  boolean reads(String topic) {
    return !readers(topic, 0).isEmpty();
  }

  /** The tasks that read a partition. */
  List<TaskId> readers(String topic, int partition) {
    if (topology == null) {
      return List.of();
    }
    return topology.subtopologies().stream()
        .filter(subtopology -> subtopology.allSources().contains(topic))
        .map(subtopology -> new TaskId(subtopology.id(), partition))
        .toList();
  }

  /** Adds what must be known after a restart to tell what has changed since. */
  void describe(Fields fields) {
    fields.with(TOPICS, MemberFields.table(topics));
    TopologyFields.describe(topology, fields);
  }

  /** Takes back what {@link #describe} added. What has changed since is for {@link #replan}. */
  void restore(Fields fields) {
    SubscribedTopics before = MemberFields.topics(fields.table(TOPICS));
    topology = TopologyFields.restore(fields);
    if (topology != null && currentTopics().equals(before)) {
      topics = before;
      plan = TopologyPlanner.plan(topology, this::partitionCount);
    }
  }
}
