package io.motet.kafka.group.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.metadata.Fields;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.group.FakeGroupLog;
import io.motet.kafka.group.FakeTimers;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.group.MemberClaim;
import io.motet.kafka.group.modern.FakeTopics;
import io.motet.kafka.group.modern.MemberIdentity;
import io.motet.kafka.group.modern.MemberTimes;
import io.motet.kafka.group.modern.ModernGroupServices;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StreamsGroupLogicTest {
  private static final int SESSION = 45_000;
  private static final Topology TOPOLOGY =
      new Topology(
          0,
          List.of(
              new Subtopology(
                  "0",
                  List.of("words"),
                  List.of(),
                  List.of(),
                  List.of(new InternalTopic("counts", 0, (short) 0, Map.of())),
                  List.of())));

  private final FakeTimers timers = new FakeTimers();
  private final FakeTopics topics = new FakeTopics();
  private final FakeGroupLog log = new FakeGroupLog();
  private StreamsGroup group = newGroup();

  private StreamsGroup newGroup() {
    return new StreamsGroup(
        "app",
        0,
        new ModernGroupServices(timers, log, topics.readable()),
        new StreamsGroupOptions(MemberTimes.same(SESSION, 5_000), 3, id -> 0));
  }

  /** What was answered is durable; the group goes on in another process. */
  private void restart() {
    group.whenSaved(() -> {}, () -> {});
    group.kill();
    group = newGroup();
    group.revive(log.saved("app"));
  }

  /** A thread of the application. */
  private final class Client {
    private final String id;
    private int epoch;
    private Tasks assigned = Tasks.NONE;
    private List<TopologyStatus.Notice> notices = List.of();
    private List<InternalTopic> toCreate = List.of();
    private boolean tellEndpoints;

    Client(String id) {
      this.id = id;
    }

    Client join() {
      return send(TOPOLOGY, Tasks.NONE, false);
    }

    Client obey() {
      return send(null, assigned, false);
    }

    Client beat() {
      return send(null, null, false);
    }

    Client send(Topology topology, Tasks owned, boolean shutdown) {
      StreamsProfile profile =
          new StreamsProfile(
              topology == null ? -1 : topology.epoch(),
              topology == null ? null : "process-" + id,
              topology == null ? null : new StreamsProfile.Endpoint("host-" + id, 80),
              Map.of(),
              topology == null ? -1 : 60_000);
      StreamsOrders orders =
          group.heartbeat(
              new StreamsReport(
                  new MemberIdentity(id, null, null, "client", "/127.0.0.1"),
                  epoch,
                  profile,
                  topology,
                  owned,
                  shutdown,
                  group.endpointEpoch()));
      epoch = orders.epoch();
      notices = orders.notices();
      toCreate = orders.toCreate();
      tellEndpoints = orders.tellEndpoints();
      if (orders.assigned() != null) {
        assigned = orders.assigned();
      }
      return this;
    }
  }

  private Client ready() {
    topics.put("words", 4);
    topics.put("counts", 4);
    return new Client("a").join().obey();
  }

  @Test
  void tasksComeOnceTheTopicsAreThere() {
    Client client = new Client("a").join();
    assertThat(client.notices)
        .extracting(TopologyStatus.Notice::status)
        .containsExactly(TopologyStatus.MISSING_SOURCE_TOPICS);
    assertThat(group.stateTitle()).isEqualTo("NotReady");
    topics.put("words", 4);
    client.obey();
    assertThat(client.toCreate).extracting(InternalTopic::partitions).containsExactly(4);
    topics.put("counts", 4);
    client.obey();
    assertThat(client.notices).isEmpty();
    assertThat(client.assigned.active()).hasSize(4);
    assertThat(group.stateTitle()).isEqualTo("Stable");
  }

  @Test
  void aTaskIsGivenUpBeforeItIsTaken() {
    Client first = ready();
    Client second = new Client("b").join();
    assertThat(second.assigned.isEmpty()).isTrue();
    first.beat();
    assertThat(first.assigned.active()).hasSize(2);
    second.obey();
    assertThat(second.assigned.isEmpty()).isTrue();
    first.obey();
    second.obey();
    assertThat(second.assigned.active())
        .hasSize(2)
        .doesNotContainAnyElementsOf(first.assigned.active());
    assertThat(group.stateTitle()).isEqualTo("Stable");
    timers.pass(SESSION / 2);
    second.beat();
    timers.pass(SESSION / 2);
    second.beat();
    assertThat(second.assigned.active()).as("the first was silent").hasSize(4);
    assertThatThrownBy(first::beat).isInstanceOf(GroupException.class);
  }

  @Test
  void anotherTopologyIsRefused() {
    ready();
    Topology other = new Topology(0, List.of());
    assertThatThrownBy(() -> new Client("b").send(other, Tasks.NONE, false))
        .hasMessage("Topology updates are not supported yet.");
    assertThat(group.members()).hasSize(1);
  }

  @Test
  void aMemberMayEndTheWholeApplication() {
    Client first = ready();
    Client second = new Client("b").join();
    second.send(null, null, true);
    first.beat();
    assertThat(first.notices)
        .extracting(TopologyStatus.Notice::status)
        .containsExactly(TopologyStatus.SHUTDOWN_APPLICATION);
    group.leave("a", false);
    group.leave("b", false);
    assertThat(new Client("c").join().notices).isEmpty();
  }

  @Test
  void membersGoOnAfterARestart() {
    Client first = ready();
    Client second = new Client("b").join();
    first.beat();
    restart();
    second.beat();
    assertThat(second.assigned.isEmpty()).as("not given up yet").isTrue();
    first.obey();
    second.obey();
    assertThat(second.assigned.active()).hasSize(2);
    int epoch = group.epoch();
    restart();
    assertThat(group.stateTitle()).isEqualTo("Stable");
    assertThat(group.topology()).isEqualTo(TOPOLOGY);
    first.beat();
    second.beat();
    assertThat(group.epoch()).as("nothing has changed").isEqualTo(epoch);
    MemberClaim before = new MemberClaim("a", null, 1);
    int kept = first.assigned.active().iterator().next().partition();
    assertThat(group.mayCommitTo(before, topics.topic("words").id(), kept))
        .isEqualTo(ErrorCode.NONE);
    assertThat(group.mayFetch("a", first.epoch)).isEqualTo(ErrorCode.NONE);
    timers.pass(SESSION);
    assertThat(group.isEmpty()).isTrue();
  }

  @Test
  void allOfATopologyIsKept() {
    Topology topology =
        new Topology(
            3,
            List.of(
                new Subtopology(
                    "0",
                    List.of("b", "a"),
                    List.of(new InternalTopic("r", 0, (short) -1, Map.of("k", "v"))),
                    List.of("sink"),
                    List.of(new InternalTopic("c", 2, (short) 1, Map.of())),
                    List.of(Set.of("a", "r"), Set.of("b")))));
    Fields fields = Fields.empty();
    TopologyFields.describe(topology, fields);
    assertThat(TopologyFields.restore(Fields.decode(fields.encode()))).isEqualTo(topology);
    assertThat(TopologyFields.restore(Fields.empty())).isNull();
  }

  @Test
  void endpointsAreToldWhenTasksMove() {
    Client first = ready();
    first.beat();
    assertThat(first.tellEndpoints).isFalse();
    Client second = new Client("b").join();
    assertThat(second.tellEndpoints).isTrue();
  }

  @Test
  void offsetsAreTakenFromWhoRunsTheTask() {
    UUID words = topics.put("words", 4);
    topics.put("counts", 4);
    Client first = new Client("a").join().obey();
    int before = first.epoch;
    Client second = new Client("b").join();
    first.beat().obey();
    second.obey();
    assertThat(first.epoch).isGreaterThan(before);
    MemberClaim old = new MemberClaim("a", null, before);
    int kept = first.assigned.active().iterator().next().partition();
    int given = second.assigned.active().iterator().next().partition();
    assertThat(group.mayCommit(old)).isEqualTo(ErrorCode.NONE);
    assertThat(group.mayCommitTo(old, words, kept)).isEqualTo(ErrorCode.NONE);
    assertThat(group.mayCommitTo(old, words, given)).isEqualTo(ErrorCode.STALE_MEMBER_EPOCH);
    assertThat(group.mayCommit(new MemberClaim("a", null, first.epoch + 1)))
        .isEqualTo(ErrorCode.STALE_MEMBER_EPOCH);
  }
}
