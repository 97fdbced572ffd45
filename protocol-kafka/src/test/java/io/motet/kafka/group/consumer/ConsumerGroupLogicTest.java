package io.motet.kafka.group.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.group.FakeGroupLog;
import io.motet.kafka.group.FakeTimers;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.group.MemberClaim;
import io.motet.kafka.group.modern.FakeTopics;
import io.motet.kafka.group.modern.MemberIdentity;
import io.motet.kafka.group.modern.MemberTimes;
import io.motet.kafka.group.modern.ModernGroupServices;
import io.motet.kafka.group.modern.PartitionSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerGroupLogicTest {
  private static final int SESSION = 45_000;
  private static final int REBALANCE = 60_000;

  private final FakeTimers timers = new FakeTimers();
  private final FakeTopics topics = new FakeTopics();
  private final FakeGroupLog log = new FakeGroupLog();
  private final UUID orders = topics.put("orders", 6);
  private MemberTimes times = MemberTimes.same(SESSION, 5_000);

  /** As administrators may change them at any time. */
  private final MemberTimes changingTimes =
      new MemberTimes() {
        @Override
        public int sessionTimeoutMillis(String group) {
          return times.sessionTimeoutMillis(group);
        }

        @Override
        public int heartbeatIntervalMillis(String group) {
          return times.heartbeatIntervalMillis(group);
        }
      };

  private ConsumerGroup group = newGroup();

  private ConsumerGroup newGroup() {
    return new ConsumerGroup(
        "g",
        0,
        new ModernGroupServices(timers, log, topics.readable()),
        new ConsumerGroupOptions(changingTimes, 3, 10_000),
        () -> "made-up");
  }

  private void save() {
    group.whenSaved(() -> {}, () -> {});
  }

  /** What was answered is durable; the group goes on in another process. */
  private void restart() {
    save();
    group.kill();
    group = newGroup();
    group.revive(log.saved("g"));
  }

  /** A client that does what it is told, at once or when it is asked to. */
  private final class Client {
    private final String id;
    private final String instance;
    private int epoch;
    private PartitionSet assigned = PartitionSet.EMPTY;

    /** What it reads: what it was told last, once it has done so. */
    private PartitionSet owned = PartitionSet.EMPTY;

    Client(String id, String instance) {
      this.id = id;
      this.instance = instance;
    }

    private MemberReport report(Set<String> names, String pattern, PartitionSet held) {
      return new MemberReport(
          new MemberIdentity(id, instance, null, "client", "/127.0.0.1"),
          epoch,
          names == null && pattern == null ? -1 : REBALANCE,
          names,
          pattern,
          null,
          held,
          name -> !name.startsWith("secret"));
    }

    Client join(String... names) {
      epoch = 0;
      owned = PartitionSet.EMPTY;
      return send(report(Set.of(names), null, PartitionSet.EMPTY));
    }

    Client joinPattern(String pattern) {
      return send(report(null, pattern, PartitionSet.EMPTY));
    }

    /** Says that it lives, and nothing else. */
    Client beat() {
      return send(report(null, null, null));
    }

    /** Says what it holds once it has done what it was told. */
    Client obey() {
      owned = assigned;
      return send(report(null, null, owned));
    }

    private Client send(MemberReport report) {
      MemberOrders orders = group.heartbeat(report);
      epoch = orders.epoch();
      if (orders.assigned() != null) {
        assigned = orders.assigned();
      }
      return this;
    }
  }

  private static ErrorCode codeOf(Runnable call) {
    try {
      call.run();
      return ErrorCode.NONE;
    } catch (GroupException e) {
      return e.code();
    }
  }

  @Test
  void aPartitionIsGivenUpBeforeItIsTaken() {
    Client first = new Client("a", null).join("orders").obey();
    assertThat(first.assigned.size()).isEqualTo(6);
    Client second = new Client("b", null).join("orders");
    assertThat(second.assigned.isEmpty()).isTrue();
    assertThat(group.stateTitle()).isEqualTo("Reconciling");
    first.beat();
    assertThat(first.assigned.size()).isEqualTo(3);
    assertThat(first.epoch).as("not before it has given up").isEqualTo(1);
    second.obey();
    assertThat(second.assigned.isEmpty()).isTrue();
    first.obey();
    assertThat(first.epoch).isEqualTo(2);
    second.beat();
    assertThat(second.assigned.size()).isEqualTo(3);
    assertThat(second.assigned.intersects(first.assigned)).isFalse();
    assertThat(group.stateTitle()).isEqualTo("Stable");
  }

  @Test
  void whoDoesNotGiveUpInTimeIsTakenOut() {
    Client first = new Client("a", null).join("orders").obey();
    Client second = new Client("b", null).join("orders").obey();
    for (int i = 0; i < 4; i++) {
      first.beat();
      second.obey();
      timers.pass(REBALANCE / 4);
    }
    assertThat(codeOf(first::beat)).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    second.obey();
    assertThat(second.assigned.size()).isEqualTo(6);
  }

  @Test
  void silenceEndsTheSession() {
    Client first = new Client("a", null).join("orders").obey();
    Client second = new Client("b", null).join("orders").obey();
    timers.pass(SESSION - 1);
    second.beat();
    assertThat(group.members()).hasSize(2);
    timers.pass(1);
    assertThat(group.members()).hasSize(1);
    assertThat(codeOf(first::beat)).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    second.beat();
    assertThat(second.assigned.size()).isEqualTo(6);
  }

  @Test
  void anotherSessionTimeoutHoldsFromTheNextHeartbeatOn() {
    Client client = new Client("a", null).join("orders").obey();
    times = MemberTimes.same(2 * SESSION, 5_000);
    client.beat();
    timers.pass(2 * SESSION - 1);
    assertThat(group.members()).hasSize(1);
    timers.pass(1);
    assertThat(group.members()).isEmpty();
  }

  @Test
  void epochsFence() {
    Client client = new Client("a", null).join("orders");
    int right = client.epoch;
    client.epoch = right + 1;
    assertThatThrownBy(client::beat)
        .isInstanceOf(GroupException.class)
        .hasMessage(
            "The consumer group member has a greater member epoch (2) than the one known by the "
                + "group coordinator (1). The member must abandon all its partitions and rejoin.");
    topics.put("orders", 7);
    client.epoch = right;
    client.beat();
    assertThat(client.epoch).isEqualTo(right + 1);
    client.epoch = right;
    assertThat(codeOf(client::beat)).isEqualTo(ErrorCode.FENCED_MEMBER_EPOCH);
    assertThat(codeOf(client::obey)).as("its answer was lost").isEqualTo(ErrorCode.NONE);
    assertThat(codeOf(() -> client.join("orders"))).isEqualTo(ErrorCode.NONE);
  }

  @Test
  void aFullGroupRefusesNewcomersOnly() {
    Client first = new Client("a", null).join("orders");
    new Client("b", null).join("orders");
    new Client("c", null).join("orders");
    assertThat(codeOf(() -> new Client("d", null).join("orders")))
        .isEqualTo(ErrorCode.GROUP_MAX_SIZE_REACHED);
    assertThat(codeOf(first::beat)).isEqualTo(ErrorCode.NONE);
  }

  @Test
  void aStaticMemberKeepsItsPlaceWhileItIsAway() {
    Client first = new Client("a", "one").join("orders").obey();
    Client second = new Client("b", null).join("orders");
    first.beat().obey();
    second.obey();
    PartitionSet before = first.assigned;
    int epochBefore = group.epoch();
    assertThat(codeOf(() -> new Client("x", "one").join("orders")))
        .isEqualTo(ErrorCode.UNRELEASED_INSTANCE_ID);
    group.leave("a", "one", true);
    Client again = new Client("x", "one").join("orders");
    assertThat(again.assigned).isEqualTo(before);
    assertThat(group.epoch()).as("nobody else need know").isEqualTo(epochBefore);
    assertThat(codeOf(first::beat)).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
    group.leave("x", "one", true);
    timers.pass(SESSION / 2);
    second.beat();
    timers.pass(SESSION / 2 + 1);
    second.beat();
    assertThat(second.assigned.size()).as("it has not come back").isEqualTo(6);
  }

  @Test
  void offsetsAreTakenFromThoseWhoHoldThePartition() {
    Client first = new Client("a", null).join("orders").obey();
    assertThat(group.mayCommit(new MemberClaim("", null, -1)))
        .isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    assertThat(group.mayCommit(new MemberClaim("a", null, 2)))
        .isEqualTo(ErrorCode.STALE_MEMBER_EPOCH);
    Client second = new Client("b", null).join("orders");
    first.beat().obey();
    second.beat();
    MemberClaim old = new MemberClaim("a", null, 1);
    int kept = first.assigned.partitions(orders)[0];
    int given = second.assigned.partitions(orders)[0];
    assertThat(group.mayCommit(old)).isEqualTo(ErrorCode.NONE);
    assertThat(group.mayCommitTo(old, orders, kept)).isEqualTo(ErrorCode.NONE);
    assertThat(group.mayCommitTo(old, orders, given)).isEqualTo(ErrorCode.STALE_MEMBER_EPOCH);
    assertThat(group.mayFetch("a", 1)).isEqualTo(ErrorCode.STALE_MEMBER_EPOCH);
    assertThat(group.mayFetch("a", 2)).isEqualTo(ErrorCode.NONE);
    assertThat(group.mayFetch(null, -1)).isEqualTo(ErrorCode.NONE);
  }

  @Test
  void patternsMatchWholeNamesThatTheMemberMaySee() {
    topics.put("order", 1);
    topics.put("secret-orders", 1);
    Client client = new Client("a", null).joinPattern("(secret-)?orders");
    assertThat(client.assigned.topics()).containsExactly(orders);
    topics.put("secret-orders", 2);
    topics.remove("orders");
    client.beat();
    assertThat(client.assigned.isEmpty()).isTrue();
    assertThat(codeOf(() -> new Client("b", null).joinPattern("a{2,1}")))
        .isEqualTo(ErrorCode.INVALID_REGULAR_EXPRESSION);
    assertThat(group.members()).hasSize(1);
  }

  @Test
  void newTopicsOfAPatternAreNoticedAfterAWhile() {
    Client client = new Client("a", null).joinPattern("o.*");
    UUID offers = topics.put("offers", 1);
    client.obey();
    assertThat(client.assigned.topics()).containsExactly(orders);
    timers.pass(10_000);
    client.obey();
    assertThat(client.assigned.topics()).containsExactlyInAnyOrder(orders, offers);
  }

  @Test
  void whatAMemberIsToldIsDurableBefore() {
    Client client = new Client("a", null).join("orders");
    CompletableFuture<Void> durable = log.hold();
    AtomicBoolean told = new AtomicBoolean();
    group.whenSaved(() -> told.set(true), () -> {});
    assertThat(told).isFalse();
    durable.complete(null);
    assertThat(told).isTrue();
    client.beat();
    save();
    assertThat(log.writes()).as("nothing new").isEqualTo(1);
  }

  @Test
  void membersGoOnAfterARestart() {
    Client first = new Client("a", null).join("orders").obey();
    Client second = new Client("b", null).joinPattern("o.*");
    PartitionSet given = second.assigned;
    first.beat();
    restart();
    assertThat(group.stateTitle()).isEqualTo("Reconciling");
    int epoch = group.epoch();
    second.beat();
    assertThat(second.assigned).as("not given up yet").isEqualTo(given);
    first.obey();
    second.beat();
    assertThat(second.assigned.size()).isEqualTo(3);
    restart();
    MemberClaim old = new MemberClaim("a", null, 1);
    int kept = first.assigned.partitions(orders)[0];
    assertThat(group.mayCommitTo(old, orders, kept)).isEqualTo(ErrorCode.NONE);
    assertThat(group.mayCommitTo(old, orders, second.assigned.partitions(orders)[0]))
        .isEqualTo(ErrorCode.STALE_MEMBER_EPOCH);
    first.beat();
    second.beat();
    assertThat(group.epoch()).as("nothing has changed").isEqualTo(epoch);
    assertThat(group.stateTitle()).isEqualTo("Stable");
  }

  @Test
  void whoDoesNotComeBackAfterARestartIsTakenOut() {
    Client first = new Client("a", null).join("orders").obey();
    Client second = new Client("b", null).join("orders");
    first.beat().obey();
    second.obey();
    timers.pass(SESSION - 1);
    restart();
    timers.pass(SESSION - 1);
    assertThat(group.members()).as("sessions begin anew").hasSize(2);
    first.beat();
    timers.pass(1);
    assertThat(group.members()).hasSize(1);
    assertThat(first.beat().obey().assigned.size()).isEqualTo(6);
    restart();
    assertThat(group.members()).hasSize(1);
  }

  @Test
  void whoWasToGiveUpPartitionsBeforeARestartMustDoSoInTime() {
    Client first = new Client("a", null).join("orders").obey();
    Client second = new Client("b", null).join("orders");
    first.beat();
    restart();
    for (int waited = 0; waited < REBALANCE; waited += REBALANCE / 4) {
      first.beat();
      second.beat();
      timers.pass(REBALANCE / 4);
    }
    assertThat(codeOf(first::beat)).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    assertThat(second.beat().assigned.size()).isEqualTo(6);
  }

  @Test
  void aStaticMemberThatWasAwayOverARestartGetsItsPartitionsBack() {
    Client first = new Client("a", "one").join("orders").obey();
    Client second = new Client("b", null).join("orders");
    first.beat().obey();
    second.obey();
    PartitionSet before = first.assigned;
    group.leave("a", "one", true);
    int epoch = group.epoch();
    restart();
    assertThat(new Client("x", "one").join("orders").assigned).isEqualTo(before);
    restart();
    assertThat(codeOf(first::beat)).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
    assertThat(codeOf(second::beat)).isEqualTo(ErrorCode.NONE);
    assertThat(group.epoch()).isEqualTo(epoch);
  }

  @Test
  void topicsThatChangedOverARestartAreNoticed() {
    Client client = new Client("a", null).join("orders").obey();
    restart();
    topics.put("orders", 8);
    assertThat(client.beat().assigned.size()).isEqualTo(8);
  }

  /**
   * Whatever comes, restarts too: no partition is ever with two, and in the end all are with
   * somebody.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void noPartitionIsWithTwo(long seed) {
    Random random = new Random(seed);
    List<Client> clients = new ArrayList<>();
    for (int step = 0; step < 300; step++) {
      int choice = random.nextInt(10);
      if (clients.size() < 2 && choice == 0) {
        clients.add(new Client("c" + step, null).join("orders"));
      } else if (!clients.isEmpty() && choice == 1) {
        Client gone = clients.remove(random.nextInt(clients.size()));
        group.leave(gone.id, null, false);
        save();
      } else if (choice == 2 && log.saved("g") != null) {
        restart();
      } else if (!clients.isEmpty()) {
        Client client = clients.get(random.nextInt(clients.size()));
        if (random.nextBoolean()) {
          client.obey();
        } else {
          client.beat();
        }
      }
      PartitionSet all = PartitionSet.EMPTY;
      for (Client client : clients) {
        PartitionSet reads = client.owned.plus(client.assigned.and(client.owned));
        assertThat(all.intersects(reads)).as("step " + step).isFalse();
        all = all.plus(reads);
      }
    }
    clients.add(new Client("last", null).join("orders"));
    for (int i = 0; i < 10; i++) {
      clients.forEach(Client::obey);
    }
    assertThat(clients.stream().mapToInt(client -> client.assigned.size()).sum()).isEqualTo(6);
    assertThat(group.stateTitle()).isEqualTo("Stable");
  }
}
