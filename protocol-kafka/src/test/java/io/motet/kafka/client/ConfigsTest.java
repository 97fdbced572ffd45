package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.ListConfigResourcesOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;
import org.apache.kafka.common.requests.ResponseHeader;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations of everything that has some, with Kafka's own Admin. */
class ConfigsTest {
  private static final ConfigResource BROKER = new ConfigResource(ConfigResource.Type.BROKER, "1");
  private static final ConfigResource ALL_BROKERS =
      new ConfigResource(ConfigResource.Type.BROKER, "");
  private static final ConfigResource TOPIC = new ConfigResource(ConfigResource.Type.TOPIC, "t");
  private static final ConfigResource GROUP = new ConfigResource(ConfigResource.Type.GROUP, "g");
  private static final ConfigResource METRICS =
      new ConfigResource(ConfigResource.Type.CLIENT_METRICS, "m");
  private static final ConfigResource LOGGER =
      new ConfigResource(ConfigResource.Type.BROKER_LOGGER, "1");

  private static Config describe(Admin admin, ConfigResource resource) throws Exception {
    DescribeConfigsOptions options =
        new DescribeConfigsOptions().includeSynonyms(true).includeDocumentation(true);
    return admin.describeConfigs(List.of(resource), options).all().get().get(resource);
  }

  private static void alter(
      Admin admin, ConfigResource resource, OpType type, String name, String value)
      throws Exception {
    AlterConfigOp change = new AlterConfigOp(new ConfigEntry(name, value), type);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
  }

  private static void set(Admin admin, ConfigResource resource, String name, String value)
      throws Exception {
    alter(admin, resource, OpType.SET, name, value);
  }

  @Test
  void theBrokersSettingsAreShownWithTheirSource() throws Exception {
    try (TestServer server = TestServer.start(Map.of("kafka.num.partitions", "3"));
        Admin admin = server.admin()) {
      Config config = describe(admin, BROKER);
      ConfigEntry partitions = config.get("num.partitions");
      assertThat(partitions.value()).isEqualTo("3");
      assertThat(partitions.source()).isEqualTo(ConfigEntry.ConfigSource.STATIC_BROKER_CONFIG);
      assertThat(partitions.isReadOnly()).isTrue();
      assertThat(partitions.type()).isEqualTo(ConfigEntry.ConfigType.INT);
      assertThat(partitions.documentation()).isNotEmpty();
      assertThat(partitions.synonyms()).extracting(s -> s.value()).containsExactly("3", "1");
      assertThat(config.get("connections.max.idle.ms").value()).isEqualTo("600000");
      assertThat(config.get("log.retention.ms").isReadOnly()).isFalse();
      assertThat(config.entries()).hasSizeGreaterThan(40);
      assertThat(config.entries()).extracting(ConfigEntry::name).doesNotHaveDuplicates();
      assertThat(describe(admin, ALL_BROKERS).entries()).isEmpty();
      assertThat(describe(admin, LOGGER).get("root").value()).isNotEmpty();
    }
  }

  @Test
  void defaultsOfTopicsAreAlteredAndStayAltered(@TempDir Path directory) throws Exception {
    try (TestServer server = TestServer.start(directory, Map.of());
        Admin admin = server.admin()) {
      admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
      set(admin, ALL_BROKERS, "log.retention.ms", "5000");
      ConfigEntry ofTopic = describe(admin, TOPIC).get("retention.ms");
      assertThat(ofTopic.value()).isEqualTo("5000");
      assertThat(ofTopic.source())
          .isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG);
      assertThat(describe(admin, ALL_BROKERS).entries())
          .extracting(ConfigEntry::name)
          .containsExactly("log.retention.ms");
      set(admin, TOPIC, "retention.ms", "7000");
    }
    try (TestServer server = TestServer.start(directory, Map.of());
        Admin admin = server.admin()) {
      assertThat(describe(admin, BROKER).get("log.retention.ms").value()).isEqualTo("5000");
      assertThat(describe(admin, TOPIC).get("retention.ms").synonyms())
          .extracting(s -> s.value())
          .containsExactly("7000", "5000", "604800000");
      alter(admin, BROKER, OpType.DELETE, "log.retention.ms", "");
      alter(admin, TOPIC, OpType.DELETE, "retention.ms", "");
      assertThat(describe(admin, TOPIC).get("retention.ms").value()).isEqualTo("604800000");
    }
  }

  @Test
  void whatCannotBeAlteredIsRefusedInKafkasWords() {
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin()) {
      assertThatThrownBy(() -> set(admin, BROKER, "num.partitions", "4"))
          .hasCauseInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("Cannot update these configs dynamically: [num.partitions]");
      assertThatThrownBy(() -> set(admin, BROKER, "log.retention.ms", "soon"))
          .hasCauseInstanceOf(InvalidRequestException.class);
      assertThatThrownBy(() -> set(admin, LOGGER, "root", "DEBUG"))
          .hasCauseInstanceOf(InvalidRequestException.class);
      assertThatThrownBy(() -> set(admin, TOPIC, "retention.ms", "1"))
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class)
          .hasMessageContaining("The topic 't' does not exist.");
      assertThatThrownBy(() -> set(admin, GROUP, "consumer.session.timeout.ms", "1"))
          .hasCauseInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining(
              "consumer.session.timeout.ms must be in the range 45000 to 60000 inclusive.");
      assertThatThrownBy(() -> set(admin, GROUP, "nope", "1"))
          .hasMessageContaining("Unknown group config name: nope");
      assertThatThrownBy(() -> set(admin, METRICS, "nope", "1"))
          .hasCauseInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("Unknown client metrics configuration: nope");
    }
  }

  @Test
  void aGroupIsToldWhatWasSetForItOrForTheBroker() throws Exception {
    String heartbeat = "consumer.heartbeat.interval.ms";
    try (TestServer server =
            TestServer.start(Map.of("kafka.group.consumer.heartbeat.interval", "7s"));
        Admin admin = server.admin()) {
      admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
      ConfigEntry ofBroker = describe(admin, GROUP).get(heartbeat);
      assertThat(ofBroker.value()).isEqualTo("7000");
      assertThat(ofBroker.isDefault()).isTrue();
      assertThat(join(server, "g").heartbeatIntervalMs()).isEqualTo(7000);
      set(admin, GROUP, heartbeat, "8000");
      assertThat(describe(admin, GROUP).get(heartbeat).value()).isEqualTo("8000");
      assertThat(join(server, "g").heartbeatIntervalMs()).isEqualTo(8000);
      assertThat(join(server, "other").heartbeatIntervalMs()).isEqualTo(7000);
    }
  }

  /** The answer to a new member's first heartbeat. */
  private static ConsumerGroupHeartbeatResponseData join(TestServer server, String group)
      throws IOException {
    short version = 1;
    RequestHeader header = new RequestHeader(ApiKeys.CONSUMER_GROUP_HEARTBEAT, version, "test", 1);
    ByteBuffer request =
        RequestUtils.serialize(
            header.data(),
            header.headerVersion(),
            new ConsumerGroupHeartbeatRequestData()
                .setGroupId(group)
                .setMemberId(Uuid.randomUuid().toString())
                .setRebalanceTimeoutMs(60_000)
                .setSubscribedTopicNames(List.of("t"))
                .setTopicPartitions(List.of()),
            version);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(request.remaining());
      out.write(Utils.toArray(request));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      ByteBuffer response = ByteBuffer.wrap(in.readNBytes(in.readInt()));
      ResponseHeader.parse(
          response, ApiKeys.CONSUMER_GROUP_HEARTBEAT.responseHeaderVersion(version));
      return new ConsumerGroupHeartbeatResponseData(new ByteBufferAccessor(response), version);
    }
  }

  @Test
  void changesOfListsAreForLists() throws Exception {
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin()) {
      admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
      assertThatThrownBy(() -> alter(admin, TOPIC, OpType.APPEND, "retention.ms", "1"))
          .hasMessageContaining("Can't APPEND to key retention.ms because its type is not LIST.");
      alter(admin, TOPIC, OpType.APPEND, "cleanup.policy", "compact");
      alter(admin, TOPIC, OpType.SUBTRACT, "cleanup.policy", "delete");
      assertThat(describe(admin, TOPIC).get("cleanup.policy").value()).isEqualTo("compact");
    }
  }

  @Test
  void aValidationChangesNothing() throws Exception {
    AlterConfigOp change = new AlterConfigOp(new ConfigEntry("log.retention.ms", "1"), OpType.SET);
    try (TestServer server = TestServer.start(Map.of());
        Admin admin = server.admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(BROKER, List.of(change)), new AlterConfigsOptions().validateOnly(true))
          .all()
          .get();
      assertThat(describe(admin, BROKER).get("log.retention.ms").isDefault()).isTrue();
    }
  }

  @Test
  void configurationsOfGroupsAndMetricsAreKept(@TempDir Path directory) throws Exception {
    try (TestServer server = TestServer.start(directory, Map.of());
        Admin admin = server.admin()) {
      set(admin, GROUP, "share.auto.offset.reset", "earliest");
      set(admin, METRICS, "interval.ms", "5000");
      admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
    }
    try (TestServer server = TestServer.start(directory, Map.of());
        Admin admin = server.admin()) {
      ConfigEntry reset = describe(admin, GROUP).get("share.auto.offset.reset");
      assertThat(reset.value()).isEqualTo("earliest");
      assertThat(reset.source()).isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_GROUP_CONFIG);
      assertThat(describe(admin, METRICS).get("interval.ms").value()).isEqualTo("5000");
      assertThat(admin.listConfigResources().all().get()).contains(GROUP, METRICS, TOPIC, BROKER);
      assertThat(
              admin
                  .listConfigResources(
                      Set.of(ConfigResource.Type.GROUP), new ListConfigResourcesOptions())
                  .all()
                  .get())
          .containsExactly(GROUP);
      alter(admin, GROUP, OpType.DELETE, "share.auto.offset.reset", "");
      assertThat(describe(admin, GROUP).get("share.auto.offset.reset").isDefault()).isTrue();
    }
  }
}
