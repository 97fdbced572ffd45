package io.motet.kafka.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.runtime.SystemEntropy;
import io.motet.broker.support.SteppedLog;
import io.motet.broker.support.SteppedShard;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.group.modern.FakeTopics;
import io.motet.kafka.message.ConsumerProtocolSubscription;
import io.motet.kafka.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Offsets that nobody needs are forgotten, and others are not. */
class OffsetExpiryTest {
  private static final int RETENTION = 100_000;
  private static final int CHECK = 1000;
  private static final int SESSION = 30_000;
  private static final GroupOptions OPTIONS =
      new GroupOptions(1, 1_000_000, 0, 10, 4096, RETENTION, CHECK);
  private static final String CONSUMER = "consumer";

  private final SteppedShard shard = new SteppedShard();
  private final SteppedLog log = new SteppedLog();
  private final MetadataStore store = new MetadataStore();
  private final FakeTopics topics = new FakeTopics();
  private final UUID read = topics.put("read", 1);
  private final UUID other = topics.put("other", 1);
  private GroupCoordinator coordinator;
  private JoinResult joined;

  OffsetExpiryTest() {
    store.start(shard, log);
    start();
  }

  private void start() {
    coordinator = new GroupCoordinator(store, topics.readable(), OPTIONS, new SystemEntropy());
    settle();
  }

  private void settle() {
    shard.run();
    log.force();
    shard.run();
  }

  private void advance(long millis) {
    shard.advance(millis);
    settle();
  }

  private void commit(String group, UUID topicId, String topic, long expiresAtMillis) {
    coordinator.commit(
        group,
        Map.of(
            new TopicPartition(topic, 0),
            new CommittedOffset(topicId, 5, -1, "", coordinator.nowMillis(), expiresAtMillis)));
    settle();
  }

  private void commit(String group, UUID topicId, String topic) {
    commit(group, topicId, topic, CommittedOffset.NOT_SAID);
  }

  private List<String> topicsOf(String group) {
    return coordinator.offsets(group).keySet().stream()
        .map(TopicPartition::topic)
        .sorted()
        .toList();
  }

  private static byte[] subscription(String topic) {
    ConsumerProtocolSubscription message = new ConsumerProtocolSubscription();
    message.topics.add(topic);
    ByteBuf out = Unpooled.buffer().writeShort(0);
    message.write(new MessageWriter(out), (short) 0);
    return ByteBufUtil.getBytes(out);
  }

  /** A member joins and is told what to read; its heartbeats are up to the test. */
  private MemberClaim join(String group, String type, byte[] metadata) {
    ClassicGroup classic = coordinator.findOrCreateClassic(group);
    classic.join(
        new JoinRequest(
            "",
            null,
            "client",
            "/127.0.0.1",
            SESSION,
            SESSION,
            type,
            Map.of("range", metadata),
            false,
            true),
        result -> joined = result);
    settle();
    MemberClaim claim = new MemberClaim(joined.memberId(), null, joined.generation());
    classic.sync(claim, type, "range", Map.of(), result -> {});
    settle();
    assertThat(classic.state()).isEqualTo(GroupState.STABLE);
    return claim;
  }

  private void live(String group, MemberClaim claim, long millis) {
    for (long passed = 0; passed < millis; passed += SESSION / 2) {
      advance(SESSION / 2);
      ClassicGroup classic = coordinator.find(group, ClassicGroup.class);
      assertThat(classic.heartbeat(claim)).isEqualTo(ErrorCode.NONE);
    }
  }

  @Test
  void ofAGroupThatNobodyJoinsTheLastCommitCounts() {
    commit("simple", read, "read");
    advance(RETENTION / 2);
    commit("simple", other, "other");
    advance(RETENTION / 2 - CHECK);
    assertThat(topicsOf("simple")).containsExactly("other", "read");
    advance(2 * CHECK);
    assertThat(topicsOf("simple")).containsExactly("other");
    advance(RETENTION / 2);
    assertThat(coordinator.find("simple")).isNull();
    assertThat(store.isEmpty()).isTrue();
  }

  @Test
  void aClientMaySayHowLong() {
    commit("simple", read, "read", coordinator.nowMillis() + 2 * CHECK);
    commit("simple", other, "other", coordinator.nowMillis() + 2 * RETENTION);
    advance(3 * CHECK);
    assertThat(topicsOf("simple")).containsExactly("other");
    advance(RETENTION);
    assertThat(topicsOf("simple")).containsExactly("other");
    advance(RETENTION);
    assertThat(coordinator.find("simple")).isNull();
  }

  @Test
  void whatMembersReadIsKeptAndTheRestIsNot() {
    MemberClaim claim = join("g", CONSUMER, subscription("read"));
    commit("g", read, "read");
    commit("g", other, "other");
    live("g", claim, RETENTION / 2);
    assertThat(topicsOf("g")).containsExactly("other", "read");
    live("g", claim, 2 * RETENTION);
    assertThat(topicsOf("g")).containsExactly("read");
  }

  @Test
  void membersThatAreNoConsumersMayNeedAll() {
    MemberClaim claim = join("connect", "connect", new byte[] {1});
    commit("connect", other, "other");
    live("connect", claim, 2 * RETENTION);
    assertThat(topicsOf("connect")).containsExactly("other");
  }

  @Test
  void theLastMembersEndCountsOverRestartsToo() {
    MemberClaim claim = join("g", CONSUMER, subscription("read"));
    commit("g", read, "read");
    live("g", claim, 2 * RETENTION);
    coordinator.find("g").leave(claim.memberId(), null);
    settle();
    advance(RETENTION / 2);
    start();
    assertThat(coordinator.find("g").stateTitle()).isEqualTo("Empty");
    assertThat(coordinator.find("g").protocolType()).isEqualTo(CONSUMER);
    advance(RETENTION / 2 - CHECK);
    assertThat(topicsOf("g")).containsExactly("read");
    advance(2 * CHECK);
    assertThat(coordinator.find("g")).isNull();
    assertThat(store.isEmpty()).isTrue();
  }

  @Test
  void generationsGoOnAfterARestartWithoutMembers() {
    MemberClaim claim = join("g", CONSUMER, subscription("read"));
    commit("g", read, "read");
    coordinator.find("g").leave(claim.memberId(), null);
    settle();
    start();
    assertThat(join("g", CONSUMER, subscription("read")).generation())
        .isEqualTo(claim.generation() + 2);
  }

  @Test
  void aGroupWithoutOffsetsGoesWithItsLastMember() {
    MemberClaim claim = join("g", CONSUMER, subscription("read"));
    advance(2 * CHECK);
    assertThat(coordinator.find("g")).isNotNull();
    coordinator.find("g").leave(claim.memberId(), null);
    settle();
    advance(2 * CHECK);
    assertThat(coordinator.find("g")).isNull();
    assertThat(store.isEmpty()).isTrue();
  }
}
