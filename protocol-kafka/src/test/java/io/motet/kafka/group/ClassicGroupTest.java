package io.motet.kafka.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.kafka.api.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClassicGroupTest {
  private static final int SESSION = 10_000;
  private static final int REBALANCE = 60_000;

  private final FakeTimers timers = new FakeTimers();
  private final AtomicInteger chance = new AtomicInteger();
  private final FakeGroupLog log = new FakeGroupLog();
  private ClassicGroup group = newGroup(0);

  /** What was answered is durable; the group goes on in another process. */
  private void restart() {
    group.kill();
    group = newGroup(0);
    group.revive(log.saved("g"));
  }

  private ClassicGroup newGroup(int initialDelayMillis) {
    GroupOptions options = new GroupOptions(6_000, 1_800_000, initialDelayMillis, 3, 4096, 1, 1);
    return new ClassicGroup("g", options, timers, log, () -> "" + chance.incrementAndGet());
  }

  /** A client that remembers what it was told. */
  private final class Client {
    private final String instance;
    private final String[] protocols;
    private String memberId = "";
    private JoinResult joined;
    private SyncResult synced;

    Client(String instance, String... protocols) {
      this.instance = instance;
      this.protocols = protocols;
    }

    Client join() {
      return join(group, false);
    }

    Client join(ClassicGroup wanted, boolean idRequired) {
      Map<String, byte[]> offered = new LinkedHashMap<>();
      for (String protocol : protocols) {
        offered.put(protocol, protocol.getBytes(StandardCharsets.UTF_8));
      }
      joined = null;
      wanted.join(
          new JoinRequest(
              memberId,
              instance,
              "client",
              "/127.0.0.1",
              SESSION,
              REBALANCE,
              "consumer",
              offered,
              idRequired,
              true),
          result -> {
            joined = result;
            memberId = result.memberId();
          });
      return this;
    }

    MemberClaim claim() {
      return new MemberClaim(memberId, instance, joined.generation());
    }

    Client sync(Map<String, byte[]> assignments) {
      synced = null;
      group.sync(claim(), "consumer", joined.protocolName(), assignments, r -> synced = r);
      return this;
    }

    boolean leads() {
      return joined.leaderId().equals(memberId);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theLeaderIsToldOfAllAndItsAssignmentReachesAll() {
    Client first = new Client(null, "range", "sticky").join();
    Client second = new Client(null, "sticky").join();
    assertThat(first.joined.generation()).isEqualTo(1);
    assertThat(second.joined).isNull();
    assertThat(group.heartbeat(first.claim())).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    first.join();
    assertThat(first.joined.generation()).isEqualTo(2);
    assertThat(second.joined.generation()).isEqualTo(2);
    assertThat(first.leads()).isTrue();
    assertThat(first.joined.protocolName()).isEqualTo("sticky");
    assertThat(first.joined.members()).hasSize(2);
    assertThat(second.joined.members()).isEmpty();
    second.sync(Map.of());
    assertThat(second.synced).isNull();
    first.sync(Map.of(first.memberId, bytes("a"), second.memberId, bytes("b")));
    assertThat(second.synced.assignment()).isEqualTo(bytes("b"));
    assertThat(first.synced.assignment()).isEqualTo(bytes("a"));
    assertThat(group.state()).isEqualTo(GroupState.STABLE);
    assertThat(group.heartbeat(second.claim())).isEqualTo(ErrorCode.NONE);
  }

  private Client[] stablePair() {
    Client first = new Client(null, "range").join();
    Client second = new Client(null, "range").join();
    first.join();
    first.sync(Map.of());
    second.sync(Map.of());
    return new Client[] {first, second};
  }

  @Test
  void aSilentMemberIsTakenOutAndTheOthersJoinAgain() {
    Client[] pair = stablePair();
    timers.pass(SESSION - 1);
    assertThat(group.heartbeat(pair[0].claim())).isEqualTo(ErrorCode.NONE);
    timers.pass(1);
    assertThat(group.heartbeat(pair[0].claim())).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    assertThat(group.heartbeat(pair[1].claim())).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    pair[0].join();
    assertThat(pair[0].joined.generation()).isEqualTo(3);
    assertThat(group.members()).hasSize(1);
  }

  @Test
  void oneThatDoesNotJoinAgainInTimeIsLeftBehind() {
    Client[] pair = stablePair();
    Client third = new Client(null, "range").join();
    for (int waited = 0; waited < REBALANCE; waited += SESSION / 2) {
      pair[0].join();
      if (waited == 0) {
        assertThat(third.joined).isNull();
      }
      timers.pass(SESSION / 2);
      group.heartbeat(new MemberClaim(pair[1].memberId, null, 2));
    }
    assertThat(third.joined.error()).isEqualTo(ErrorCode.NONE);
    assertThat(group.heartbeat(pair[1].claim())).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
  }

  @Test
  void aLeaderThatNeverAssignsLosesItsPlace() {
    Client first = new Client(null, "range").join();
    Client second = new Client(null, "range").join();
    first.join();
    second.sync(Map.of());
    for (int i = 0; i < 12; i++) {
      group.heartbeat(first.claim());
      group.heartbeat(second.claim());
      timers.pass(SESSION / 2);
    }
    assertThat(second.synced.error()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    assertThat(group.heartbeat(first.claim())).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    second.join();
    assertThat(second.leads()).isTrue();
  }

  @Test
  void aNewMemberIsGivenAnIdFirst() {
    Client client = new Client(null, "range").join(group, true);
    assertThat(client.joined.error()).isEqualTo(ErrorCode.MEMBER_ID_REQUIRED);
    assertThat(client.memberId).isEqualTo("client-1");
    client.join(group, true);
    assertThat(client.joined.error()).isEqualTo(ErrorCode.NONE);
    Client tooLate = new Client(null, "range").join(group, true);
    timers.pass(SESSION);
    tooLate.join(group, true);
    assertThat(tooLate.joined.error()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
  }

  @Test
  void aStaticMemberComesBackWithoutARebalanceAndFencesItsFormerSelf() {
    Client former = new Client("i", "range").join();
    former.sync(Map.of(former.memberId, bytes("a")));
    Client again = new Client("i", "range").join();
    assertThat(again.joined.generation()).isEqualTo(1);
    assertThat(again.joined.skipAssignment()).isTrue();
    again.sync(Map.of());
    assertThat(again.synced.assignment()).isEqualTo(bytes("a"));
    assertThat(group.heartbeat(former.claim())).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
    assertThat(group.leave("", "i")).isEqualTo(ErrorCode.NONE);
    assertThat(group.state()).isEqualTo(GroupState.EMPTY);
  }

  @Test
  void anEmptyGroupWaitsForMoreMembersIfToldTo() {
    ClassicGroup waiting = newGroup(3_000);
    Client first = new Client(null, "range").join(waiting, false);
    Client second = new Client(null, "range").join(waiting, false);
    assertThat(first.joined).isNull();
    timers.pass(3_000);
    assertThat(first.joined.generation()).isEqualTo(1);
    assertThat(second.joined.generation()).isEqualTo(1);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Client range = new Client(null, "range").join();
    Client other = new Client(null, "sticky").join();
    assertThat(other.joined.error()).isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
    Client stranger = new Client(null, "range");
    stranger.memberId = "nobody";
    assertThat(stranger.join().joined.error()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    MemberClaim old = new MemberClaim(range.memberId, null, 0);
    assertThat(group.heartbeat(old)).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
    assertThat(group.mayCommit(old)).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
    assertThat(group.mayCommit(new MemberClaim("", null, -1)))
        .isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    new Client(null, "range").join();
    new Client(null, "range").join();
    assertThat(new Client(null, "range").join().joined.error())
        .isEqualTo(ErrorCode.GROUP_MAX_SIZE_REACHED);
  }

  @Test
  void anybodyMayCommitForAGroupWithoutMembers() {
    assertThat(group.mayCommit(new MemberClaim("", null, -1))).isEqualTo(ErrorCode.NONE);
    Client client = new Client(null, "range").join();
    assertThat(group.mayCommit(client.claim())).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    client.sync(Map.of());
    assertThat(group.mayCommit(client.claim())).isEqualTo(ErrorCode.NONE);
  }

  @Test
  void membersGoOnAfterARestart() {
    Client first = new Client(null, "range", "sticky").join();
    Client second = new Client("i", "sticky").join();
    first.join();
    first.sync(Map.of(first.memberId, bytes("a"), second.memberId, bytes("b")));
    second.sync(Map.of());
    restart();
    assertThat(group.state()).isEqualTo(GroupState.STABLE);
    assertThat(group.protocolName()).isEqualTo("sticky");
    assertThat(group.heartbeat(first.claim())).isEqualTo(ErrorCode.NONE);
    assertThat(group.mayCommit(second.claim())).isEqualTo(ErrorCode.NONE);
    second.sync(Map.of());
    assertThat(second.synced.assignment()).isEqualTo(bytes("b"));
    Client again = new Client("i", "sticky").join();
    assertThat(again.joined.generation()).as("no rebalance").isEqualTo(2);
    restart();
    assertThat(again.sync(Map.of()).synced.assignment()).isEqualTo(bytes("b"));
    assertThat(group.heartbeat(second.claim())).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
    first.join();
    again.join();
    assertThat(first.joined.generation()).as("the leader asks for another").isEqualTo(3);
    assertThat(first.joined.members()).hasSize(2);
  }

  @Test
  void whoDoesNotComeBackAfterARestartIsTakenOut() {
    Client[] pair = stablePair();
    timers.pass(SESSION - 1);
    restart();
    timers.pass(SESSION - 1);
    assertThat(group.heartbeat(pair[0].claim())).as("anew").isEqualTo(ErrorCode.NONE);
    timers.pass(1);
    assertThat(group.heartbeat(pair[0].claim())).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    pair[0].join().sync(Map.of());
    restart();
    assertThat(group.members()).hasSize(1);
    group.leave(pair[0].memberId, null);
    restart();
    assertThat(group.state()).as("nobody is left").isEqualTo(GroupState.EMPTY);
    assertThat(new Client(null, "range").join().joined.generation())
        .isGreaterThan(pair[0].joined.generation());
  }

  @Test
  void aGenerationThatWasNotAssignedIsForgottenByARestart() {
    Client[] pair = stablePair();
    pair[0].join();
    pair[1].join();
    MemberClaim unassigned = pair[1].claim();
    restart();
    assertThat(group.heartbeat(unassigned)).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
    assertThat(group.heartbeat(new MemberClaim(pair[1].memberId, null, 2)))
        .isEqualTo(ErrorCode.NONE);
  }

  @Test
  void assignmentsAreToldWhenTheyAreDurable() {
    Client first = new Client(null, "range").join();
    CompletableFuture<Void> durable = log.hold();
    first.sync(Map.of(first.memberId, bytes("a")));
    assertThat(first.synced).isNull();
    durable.complete(null);
    assertThat(first.synced.assignment()).isEqualTo(bytes("a"));
    first.join();
    durable = log.hold();
    first.sync(Map.of(first.memberId, bytes("b")));
    durable.completeExceptionally(new IllegalStateException());
    assertThat(first.synced.error()).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    assertThat(group.heartbeat(first.claim())).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
  }
}
