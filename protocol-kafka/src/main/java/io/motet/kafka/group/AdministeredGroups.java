package io.motet.kafka.group;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.group.GroupDescription;
import io.motet.broker.group.GroupOffset;
import io.motet.broker.group.ReaderGroups;
import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Kafka's groups as the broker's own administration sees them. */
public final class AdministeredGroups implements ReaderGroups {
  private final GroupCoordinator coordinator;
  private final Topics topics;

  /** For all groups, over the topics of one virtual host. */
  public AdministeredGroups(GroupCoordinator coordinator, Topics topics) {
    this.coordinator = coordinator;
    this.topics = topics;
  }

  @Override
  public CompletableFuture<List<GroupDescription>> all() {
    return ask(() -> coordinator.all().stream().map(this::describe).toList());
  }

  @Override
  public CompletableFuture<GroupDescription> find(String name) {
    return ask(
        () -> {
          Group group = coordinator.find(name);
          return group == null ? null : describe(group);
        });
  }

  @Override
  public CompletableFuture<Void> setOffsets(String name, List<GroupOffset> offsets) {
    return ask(() -> commit(name, offsets)).thenCompose(done -> done);
  }

  private <T> CompletableFuture<T> ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    coordinator.run(
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private GroupDescription describe(Group group) {
    List<GroupOffset> offsets = new ArrayList<>();
    coordinator
        .offsets(group.id())
        .forEach(
            (partition, committed) ->
                offsets.add(
                    new GroupOffset(partition.topic(), partition.partition(), committed.offset())));
    return new GroupDescription(
        group.id(),
        group.type().title(),
        group.stateTitle(),
        group.assignorName(),
        group.readers(topics),
        offsets);
  }

  private CompletableFuture<Void> commit(String name, List<GroupOffset> offsets) {
    Group group = coordinator.find(name);
    if (group != null && group.type() == GroupType.SHARE) {
      throw new BrokerException(
          ErrorKind.PRECONDITION_FAILED, "'" + name + "' is a share group, which has no offsets");
    }
    if (group != null && !group.isEmpty()) {
      throw new BrokerException(
          ErrorKind.PRECONDITION_FAILED,
          "offsets can only be reset while the group '"
              + name
              + "' has no members; now it is "
              + group.stateTitle());
    }
    Map<TopicPartition, CommittedOffset> committed = new LinkedHashMap<>();
    for (GroupOffset one : offsets) {
      Topic topic = topics.topic(one.topic());
      if (topic == null || topic.partition(one.partition()) == null) {
        throw new BrokerException(
            ErrorKind.NOT_FOUND,
            "no partition " + one.partition() + " of a topic '" + one.topic() + "'");
      }
      committed.put(
          new TopicPartition(one.topic(), one.partition()),
          new CommittedOffset(topic.id(), one.offset(), -1, "", coordinator.nowMillis()));
    }
    return coordinator.commit(name, committed);
  }
}
