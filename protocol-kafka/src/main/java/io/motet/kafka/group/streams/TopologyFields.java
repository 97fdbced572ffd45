package io.motet.kafka.group.streams;

import io.motet.broker.metadata.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How a topology is written as metadata. */
final class TopologyFields {
  private static final String EPOCH = "topology-epoch";
  private static final String SUBTOPOLOGIES = "subtopologies";
  private static final String ID = "id";
  private static final String SOURCES = "sources";
  private static final String REPARTITION_SOURCES = "repartition-sources";
  private static final String REPARTITION_SINKS = "repartition-sinks";
  private static final String CHANGELOGS = "changelogs";
  private static final String COPARTITIONED = "copartitioned";
  private static final String NAME = "name";
  private static final String PARTITIONS = "partitions";
  private static final String REPLICATION_FACTOR = "replication-factor";
  private static final String CONFIGS = "configs";

  private TopologyFields() {}

  /** Adds the topology; null is none. */
  static void describe(Topology topology, Fields fields) {
    if (topology == null) {
      return;
    }
    List<Fields> subtopologies = new ArrayList<>();
    for (Subtopology one : topology.subtopologies()) {
      List<Fields> copartitioned = new ArrayList<>();
      one.copartitioned()
          .forEach(names -> copartitioned.add(Fields.empty().with(SOURCES, List.copyOf(names))));
      subtopologies.add(
          Fields.empty()
              .with(ID, one.id())
              .with(SOURCES, one.sources())
              .withRecords(REPARTITION_SOURCES, internal(one.repartitionSources()))
              .with(REPARTITION_SINKS, one.repartitionSinks())
              .withRecords(CHANGELOGS, internal(one.changelogs()))
              .withRecords(COPARTITIONED, copartitioned));
    }
    fields.with(EPOCH, topology.epoch()).withRecords(SUBTOPOLOGIES, subtopologies);
  }

  private static List<Fields> internal(List<InternalTopic> topics) {
    List<Fields> all = new ArrayList<>();
    for (InternalTopic topic : topics) {
      all.add(
          Fields.empty()
              .with(NAME, topic.name())
              .with(PARTITIONS, topic.partitions())
              .with(REPLICATION_FACTOR, topic.replicationFactor())
              .with(CONFIGS, topic.configs()));
    }
    return all;
  }

  /** Null when none was added. */
  static Topology restore(Fields fields) {
    long epoch = fields.number(EPOCH, -1);
    if (epoch < 0) {
      return null;
    }
    List<Subtopology> subtopologies = new ArrayList<>();
    for (Fields one : fields.records(SUBTOPOLOGIES)) {
      List<Set<String>> copartitioned = new ArrayList<>();
      one.records(COPARTITIONED)
          .forEach(names -> copartitioned.add(new TreeSet<>(names.texts(SOURCES))));
      subtopologies.add(
          new Subtopology(
              one.text(ID),
              one.texts(SOURCES),
              internalTopics(one.records(REPARTITION_SOURCES)),
              one.texts(REPARTITION_SINKS),
              internalTopics(one.records(CHANGELOGS)),
              copartitioned));
    }
    return new Topology((int) epoch, subtopologies);
  }

  private static List<InternalTopic> internalTopics(List<Fields> all) {
    List<InternalTopic> topics = new ArrayList<>();
    for (Fields one : all) {
      Map<String, String> configs = new LinkedHashMap<>();
      one.table(CONFIGS).forEach((name, value) -> configs.put(name, (String) value));
      topics.add(
          new InternalTopic(
              one.text(NAME),
              (int) one.number(PARTITIONS, 0),
              (short) one.number(REPLICATION_FACTOR, 0),
              configs));
    }
    return topics;
  }
}
