package io.motet.cli.server.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import io.motet.cli.server.config.Configuration;
import io.motet.cli.server.config.ConfiguredValue;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerPropertiesTest {
  private static ServerProperties of(String... pairs) {
    Map<String, String> properties = new HashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      properties.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return ServerProperties.of(properties);
  }

  /** The properties that Kafka comes with. */
  private static ServerProperties standard() {
    return of(
        "process.roles=broker,controller",
        "node.id=1",
        "controller.quorum.bootstrap.servers=localhost:9093",
        "listeners=PLAINTEXT://:9092,CONTROLLER://:9093",
        "inter.broker.listener.name=PLAINTEXT",
        "advertised.listeners=PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093",
        "controller.listener.names=CONTROLLER",
        "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL",
        "num.network.threads=3",
        "num.io.threads=8",
        "socket.send.buffer.bytes=102400",
        "socket.receive.buffer.bytes=102400",
        "socket.request.max.bytes=104857600",
        "log.dirs=/tmp/kraft-combined-logs",
        "num.partitions=1",
        "num.recovery.threads.per.data.dir=1",
        "offsets.topic.replication.factor=1",
        "share.coordinator.state.topic.replication.factor=1",
        "transaction.state.log.replication.factor=1",
        "transaction.state.log.min.isr=1",
        "log.retention.hours=168",
        "log.segment.bytes=1073741824",
        "log.retention.check.interval.ms=300000");
  }

  @Test
  void whatKafkaComesWithIsUnderstood() {
    ServerProperties standard = standard();
    assertThat(standard.unknown()).isEmpty();
    assertThat(standard.withoutMeaning()).contains("process.roles", "num.io.threads");
    assertThat(standard.settings())
        .containsEntry("kafka.listeners.tcp.default", "9092")
        .containsEntry("kafka.advertised.listeners", "localhost:9092")
        .containsEntry("data_dir", "/tmp/kraft-combined-logs")
        .containsEntry("topic.default.retention.ms", "604800000")
        .doesNotContainKey("kafka.anonymous.user");
  }

  @Test
  void everyNameIsASettingOfTheBroker() {
    Map<String, ConfiguredValue> values = new HashMap<>();
    standard()
        .settings()
        .forEach((key, value) -> values.put(key, new ConfiguredValue(value, "test")));
    Configuration.load(Broker.knownSettings(), null, Map.of(), values);
    for (String key : PropertyNames.SAME.values()) {
      boolean known =
          key.startsWith("topic.default.")
              || Configuration.known(Broker.knownSettings()).stream()
                  .anyMatch(setting -> setting.name().equals(key));
      assertThat(known).as(key).isTrue();
    }
  }

  @Test
  void aBrokerThatIsStartedByThemShowsThem(@TempDir Path directory) throws Exception {
    BrokerSettings.Builder builder = BrokerSettings.builder().dataDirectory(directory);
    ServerProperties properties =
        of(
            "listeners=PLAINTEXT://127.0.0.1:0",
            "num.partitions=4",
            "message.max.bytes=2000000",
            "log.retention.hours=1",
            "log.cleaner.min.cleanable.ratio=0.4",
            "log.message.timestamp.type=LogAppendTime",
            "transaction.max.timeout.ms=60000");
    properties.settings().forEach(builder::set);
    try (Broker broker = Broker.start(builder.build());
        Admin admin =
            Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + broker.port("kafka")))) {
      admin
          .createTopics(List.of(new NewTopic("t", Optional.empty(), Optional.empty())))
          .all()
          .get();
      assertThat(admin.describeTopics(List.of("t")).allTopicNames().get().get("t").partitions())
          .hasSize(4);
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "t");
      Config config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
      assertThat(config.get("max.message.bytes").value()).isEqualTo("2000000");
      assertThat(config.get("retention.ms").value()).isEqualTo("3600000");
      assertThat(config.get("min.cleanable.dirty.ratio").value()).isEqualTo("0.4");
      assertThat(config.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
      ConfigResource node = new ConfigResource(ConfigResource.Type.BROKER, "1");
      assertThat(
              admin
                  .describeConfigs(List.of(node))
                  .all()
                  .get()
                  .get(node)
                  .get("transaction.max.timeout.ms")
                  .value())
          .isEqualTo("60000");
    }
  }

  @Test
  void listenersAreToldApartByTheirProtocol() {
    assertThat(
            of(
                    "listeners=IN://10.0.0.1:9092, OUT://[::1]:9094",
                    "listener.security.protocol.map=IN:SASL_PLAINTEXT,OUT:SASL_SSL",
                    "ssl.keystore.type=PEM",
                    "ssl.keystore.location=/etc/k.pem",
                    "ssl.truststore.type=PEM",
                    "ssl.truststore.location=/etc/t.pem",
                    "ssl.client.auth=required")
                .settings())
        .containsEntry("kafka.listeners.tcp.default", "10.0.0.1:9092")
        .containsEntry("kafka.listeners.ssl.default", "[::1]:9094")
        .containsEntry("kafka.anonymous.user", "none")
        .containsEntry("kafka.ssl_options.certfile", "/etc/k.pem")
        .containsEntry("kafka.ssl_options.cacertfile", "/etc/t.pem");
    assertThat(of("listeners=SSL://:9093").settings())
        .containsEntry("kafka.listeners.tcp.default", "none")
        .containsEntry("kafka.listeners.ssl.default", "9093");
  }

  @Test
  void theFinerUnitWins() {
    assertThat(of("log.retention.hours=1", "log.retention.minutes=2").settings())
        .containsEntry("topic.default.retention.ms", "120000");
    assertThat(of("log.retention.hours=1", "log.retention.ms=5").settings())
        .containsEntry("topic.default.retention.ms", "5");
    assertThat(of("log.retention.hours=-1").settings())
        .containsEntry("topic.default.retention.ms", "-1");
    assertThat(of("offsets.retention.minutes=3").settings())
        .containsEntry("kafka.offsets.retention", "180000");
  }

  @Test
  void whatIsUnknownIsNamed() {
    assertThat(of("no.such.thing=1").unknown()).containsExactly("no.such.thing");
  }

  @Test
  void whatCannotBeFollowedIsRefused() {
    assertRefused("listeners=PLAINTEXT://:1,PLAINTEXT2://:2", "no security protocol");
    assertRefused("listeners=PLAINTEXT://:1,SASL_PLAINTEXT://:2", "one listener with TLS");
    assertRefused("listeners=:9092", "expected NAME://host:port");
    assertRefused("log.dirs=/a,/b", "one directory");
    assertRefused("ssl.keystore.location=/k.jks", "PEM is what is read here");
    assertRefused("ssl.client.auth=required", "needs ssl.truststore.location");
    assertRefused("delete.topic.enable=false", "it is always true here");
    assertRefused("log.retention.hours=9223372036854775807", "it is too large");
    assertRefused("log.retention.hours=long", "Invalid value long for configuration");
    assertRefused("listener.security.protocol.map=x", "expected name:protocol");
  }

  private static void assertRefused(String property, String why) {
    assertThatThrownBy(() -> of(property))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
