package io.motet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.exchange.ExchangeDeclaration;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueDeclaration;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.vhost.VirtualHost;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTest {
  @TempDir Path temporary;

  private static Broker memory(String... settings) {
    BrokerSettings.Builder builder = BrokerSettings.builder();
    for (int i = 0; i < settings.length; i += 2) {
      builder.set(settings[i], settings[i + 1]);
    }
    return Broker.start(builder.build());
  }

  private static Broker onDisk(Path data) {
    return Broker.start(
        BrokerSettings.builder()
            .dataDirectory(data)
            .set("journal.segment.bytes", "1MiB")
            .set("journal.reserve.bytes", "2MiB")
            .build());
  }

  private static VirtualHost root(Broker broker) {
    return broker.context().virtualHosts().get("/");
  }

  private static Queue declare(Broker broker, String name) {
    return root(broker)
        .declareQueue(new QueueDeclaration(name, true, null, false, Map.of()))
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  @Test
  void brokersInOneJvmDoNotSeeEachOther() {
    try (Broker one = memory("node.name", "one");
        Broker two = memory("node.name", "two", "default_user", "ann")) {
      declare(one, "q");
      assertThat(root(two).queue("q")).isNull();
      assertThat(one.context().nodeName()).isEqualTo("one");
      assertThat(two.context().clusterName()).isEqualTo("two");
      assertThat(two.context().users().get("guest")).isNull();
      one.close();
      declare(two, "r");
      assertThat(root(two).queue("r")).isNotNull();
    }
  }

  @Test
  void closeMayBeCalledTwice() {
    Broker broker = memory();
    broker.close();
    broker.close();
  }

  @Test
  void wrongSettingsAreNamed() {
    assertThatThrownBy(() -> memory("journal.sink", "full"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown setting journal.sink")
        .hasMessageContaining("journal.sync");
    assertThatThrownBy(() -> memory("journal.sync", "sometimes"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("journal.sync = sometimes");
    assertThatThrownBy(() -> memory("vm_memory_high_watermark.relative", "2"))
        .hasMessageContaining("vm_memory_high_watermark.relative = 2");
  }

  @Test
  void everyKeyHasADefaultThatParses() {
    assertThat(Broker.knownSettings())
        .extracting(SettingKey::name)
        .doesNotHaveDuplicates()
        .contains("default_user", "loopback_users", "journal.sync", "cluster_name");
    Broker.knownSettings()
        .forEach(key -> assertThatCode(key::defaultValue).doesNotThrowAnyException());
  }

  @Test
  void settingsOfTheFirstStart() {
    try (Broker broker =
        memory(
            "default_vhost", "home",
            "default_user", "ann",
            "default_pass", "pw",
            "default_permissions.write", "^w",
            "default_user_tags.monitoring", "true",
            "default_user_tags.administrator", "false")) {
      assertThat(broker.context().virtualHosts().get("home")).isNotNull();
      assertThat(broker.context().virtualHosts().get("/")).isNull();
      assertThat(broker.context().users().get("ann").tags()).containsExactly("monitoring");
      assertThat(broker.context().users().permissions("ann", "home").write()).isEqualTo("^w");
    }
  }

  @Test
  void memoryLimitIsTheSetting() {
    try (Broker broker = memory("vm_memory_high_watermark.absolute", "64MiB")) {
      assertThat(broker.context().memory().limitBytes()).isEqualTo(64 << 20);
    }
  }

  @Test
  void askingToStopIsHeard() {
    try (Broker broker = memory()) {
      broker.context().requestStop("enough");
      assertThat(broker.stopRequested().toCompletableFuture()).isCompletedWithValue("enough");
    }
  }

  /** As after kill -9: the files of a running broker, copied at a moment it did not choose. */
  @Test
  void whatWasAnsweredSurvivesACrash() throws IOException {
    Path data = temporary.resolve("data");
    Path copy = temporary.resolve("copy");
    try (Broker broker = onDisk(data)) {
      for (int i = 0; i < 20; i++) {
        declare(broker, "q" + i);
      }
      root(broker)
          .declareExchange(new ExchangeDeclaration("x", "topic", true, false, false, Map.of()))
          .join();
      root(broker).deleteQueue("q7", false, false, null).join();
      copy(data, copy);
    }
    try (Broker broker = onDisk(copy)) {
      assertThat(root(broker).queues()).hasSize(19);
      assertThat(root(broker).queue("q7")).isNull();
      assertThat(root(broker).exchange("x").type()).isEqualTo("topic");
      assertThat(broker.context().users().get("guest")).isNotNull();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(directory)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
