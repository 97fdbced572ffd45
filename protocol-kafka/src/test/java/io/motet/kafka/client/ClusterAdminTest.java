package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Kafka's own Admin asks of a cluster of one node. */
class ClusterAdminTest {
  private TestServer server;
  private Admin admin;

  @BeforeEach
  void start() {
    server = TestServer.start(Map.of());
    admin = server.admin();
  }

  @AfterEach
  void stop() {
    admin.close();
    server.close();
  }

  @Test
  void featuresAreShownWithTheLevelInForce() throws Exception {
    FeatureMetadata features = admin.describeFeatures().featureMetadata().get();
    assertThat(features.supportedFeatures().get("metadata.version").maxVersion())
        .isEqualTo((short) 33);
    assertThat(features.finalizedFeatures().get("metadata.version").maxVersionLevel())
        .isEqualTo((short) 33);
    assertThat(features.supportedFeatures()).containsKey("kraft.version");
    assertThat(features.finalizedFeatures()).doesNotContainKey("kraft.version");
    assertThat(features.finalizedFeaturesEpoch()).isPresent();
  }
}
