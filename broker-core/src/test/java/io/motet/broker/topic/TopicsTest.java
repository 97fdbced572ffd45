package io.motet.broker.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import io.motet.broker.error.BrokerException;
import io.motet.broker.policy.Policy;
import io.motet.broker.queue.QueueDeclaration;
import io.motet.broker.topic.TopicException.Reason;
import io.motet.storage.log.LogSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsTest {
  private static final int PLENTY = 1 << 20;

  @TempDir Path directory;

  private Broker start() {
    return Broker.start(
        BrokerSettings.builder()
            .set("topic.max.partitions", "8")
            .set("topic.default.segment.bytes", "20000")
            .dataDirectory(directory)
            .build());
  }

  private static Topics topics(Broker broker) {
    return broker.context().virtualHosts().get("/").topics();
  }

  private static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static Topic create(Broker broker, String name, int partitions) {
    return await(topics(broker).create(new TopicDeclaration(name, partitions, Map.of())));
  }

  private static Reason refusal(CompletableFuture<?> future) {
    Throwable thrown = catchThrowable(() -> await(future));
    assertThat(thrown).hasCauseInstanceOf(TopicException.class);
    return ((TopicException) thrown.getCause()).reason();
  }

  /** A batch of one record without key and with an empty value. */
  private static ByteBuf batch() {
    ByteBuffer batch = ByteBuffer.allocate(68);
    batch.putLong(0).putInt(56).putInt(-1).put((byte) 2).putInt(0);
    batch.putShort((short) 0).putInt(0).putLong(1_000).putLong(1_000);
    batch.putLong(-1).putShort((short) -1).putInt(-1).putInt(1);
    batch.put(new byte[] {12, 0, 0, 0, 1, 0, 0});
    CRC32C crc = new CRC32C();
    crc.update(batch.array(), 21, 47);
    batch.putInt(17, (int) crc.getValue());
    return Unpooled.wrappedBuffer(batch.array());
  }

  private static long append(Partition partition) {
    AppendResult result = partition.append(batch(), AppendOrigin.CLIENT);
    assertThat(result).isInstanceOf(AppendResult.Appended.class);
    return ((AppendResult.Appended) result).baseOffset();
  }

  private static int bytesFrom(Partition partition, long offset) {
    FetchResult result = partition.fetch(offset, PLENTY, true, Isolation.READ_COMMITTED);
    FetchResult.Fetched fetched = (FetchResult.Fetched) result;
    ByteBuf bytes = fetched.records().toBuffer(ByteBufAllocator.DEFAULT);
    fetched.records().release();
    try {
      return bytes.readableBytes();
    } finally {
      bytes.release();
    }
  }

  @Test
  void topicsAndWhatIsInThemAreThereAfterARestart() {
    UUID id;
    try (Broker broker = start()) {
      Topic topic = create(broker, "events", 3);
      id = topic.id();
      for (int i = 0; i < 1_000; i++) {
        assertThat(append(topic.partition(1))).isEqualTo(i);
      }
      assertThat(topic.partition(1).leaderEpoch()).isZero();
    }
    try (Broker broker = start()) {
      Topic topic = topics(broker).topic("events");
      assertThat(topic).isSameAs(topics(broker).topic(id));
      assertThat(topic.partitionCount()).isEqualTo(3);
      Partition partition = topic.partition(1);
      assertThat(partition.isOpen()).isFalse();
      await(partition.open());
      assertThat(partition.highWatermark()).isEqualTo(1_000);
      assertThat(append(partition)).isEqualTo(1_000);
      assertThat(partition.leaderEpoch()).isEqualTo(1);
      assertThat(partition.endOffsetFor(0)).isEqualTo(new Partition.EpochEnd(0, 1_000));
      assertThat(bytesFrom(partition, 0)).isPositive().isLessThanOrEqualTo(20_000);
      assertThat(bytesFrom(partition, 1_000)).isEqualTo(68);
      assertThat(await(partition.deleteRecordsBefore(-1))).isEqualTo(1_001);
    }
  }

  @Test
  void aRegionIsSentFromTheFileAndGivesItBack() {
    try (Broker broker = start()) {
      Partition partition = create(broker, "plain", 1).partition(0);
      append(partition);
      FetchResult.Fetched fetched =
          (FetchResult.Fetched) partition.fetch(0, PLENTY, true, Isolation.READ_UNCOMMITTED);
      var region = fetched.records().toRegion();
      assertThat(region.count()).isEqualTo(68);
      fetched.records().release();
      assertThat(region.release()).isTrue();
    }
  }

  @Test
  void changesAreRefusedOrSurvive() {
    try (Broker broker = start()) {
      Topics topics = topics(broker);
      create(broker, "events", 1);
      assertThat(refusal(topics.create(new TopicDeclaration("events", 1, Map.of()))))
          .isEqualTo(Reason.EXISTS);
      assertThat(refusal(topics.create(new TopicDeclaration("no spaces", 1, Map.of()))))
          .isEqualTo(Reason.INVALID_NAME);
      assertThat(refusal(topics.create(new TopicDeclaration("many", 9, Map.of()))))
          .isEqualTo(Reason.INVALID_PARTITIONS);
      assertThat(
              refusal(topics.create(new TopicDeclaration("odd", 1, Map.of("retention.ms", "x")))))
          .isEqualTo(Reason.INVALID_CONFIG);
      assertThat(refusal(topics.addPartitions("events", 1))).isEqualTo(Reason.INVALID_PARTITIONS);
      assertThat(refusal(topics.delete("unknown"))).isEqualTo(Reason.UNKNOWN);
      await(topics.addPartitions("events", 4));
      Map<String, String> changes = new HashMap<>();
      changes.put("retention.ms", "1000");
      await(topics.alterConfigs("events", changes));
    }
    try (Broker broker = start()) {
      Topic topic = topics(broker).topic("events");
      assertThat(topic.partitionCount()).isEqualTo(4);
      assertThat(topic.config().own()).containsExactlyEntriesOf(Map.of("retention.ms", "1000"));
      assertThat(topic.config().value("segment.bytes")).isEqualTo("20000");
      Map<String, String> back = new HashMap<>();
      back.put("retention.ms", null);
      await(topics(broker).alterConfigs("events", back));
      assertThat(topic.config().number("retention.ms")).isEqualTo(604_800_000);
      append(topic.partition(2));
      await(topics(broker).delete("events"));
      assertThat(topic.deleted()).isTrue();
      assertThat(topic.partition(2).append(batch(), AppendOrigin.CLIENT))
          .isInstanceOf(AppendResult.Refused.class);
      assertThat(create(broker, "events", 1).id()).isNotEqualTo(topic.id());
    }
  }

  @Test
  void aTopicAndAQueueCannotHaveOneName() {
    try (Broker broker = Broker.start(BrokerSettings.builder().build())) {
      var host = broker.context().virtualHosts().get("/");
      await(host.declareQueue(new QueueDeclaration("orders", true, null, false, Map.of())));
      assertThat(refusal(host.topics().create(new TopicDeclaration("orders", 1, Map.of()))))
          .isEqualTo(Reason.NAME_IS_TAKEN);
      append(create(broker, "events", 1).partition(0));
      Throwable thrown =
          catchThrowable(
              () ->
                  await(
                      host.declareQueue(
                          new QueueDeclaration("events", true, null, false, Map.of()))));
      assertThat(thrown).hasCauseInstanceOf(BrokerException.class);
      assertThat(thrown).hasMessageContaining("x-queue-type");
    }
  }

  @Test
  void policiesGovernStreamsButNoTopics() {
    try (Broker broker = start()) {
      var host = broker.context().virtualHosts().get("/");
      Map<String, Object> arguments = Map.of("x-queue-type", "stream", "x-max-age", "1D");
      await(host.declareQueue(new QueueDeclaration("stream", true, null, false, arguments)));
      create(broker, "topic", 1);
      Map<String, Object> rules = Map.of("max-age", "2h", "max-length-bytes", 5_000);
      await(broker.context().policies().put(new Policy("/", "p", ".*", "queues", 0, rules)));
      assertThat(logSettings(broker, "stream").retentionMillis()).isEqualTo(7_200_000);
      assertThat(logSettings(broker, "stream").retentionBytes()).isEqualTo(5_000);
      assertThat(host.queue("stream").statistics().policy()).isEqualTo("p");
      assertThat(logSettings(broker, "topic").retentionBytes()).isEqualTo(-1);
    }
    try (Broker broker = start()) {
      assertThat(logSettings(broker, "stream").retentionMillis()).isEqualTo(7_200_000);
      await(broker.context().policies().delete("/", "p"));
      assertThat(logSettings(broker, "stream").retentionMillis()).isEqualTo(86_400_000);
      assertThat(logSettings(broker, "stream").retentionBytes()).isEqualTo(-1);
    }
  }

  private static LogSettings logSettings(Broker broker, String topic) {
    return ((LocalPartition) topics(broker).topic(topic).partition(0)).log().settings();
  }
}
