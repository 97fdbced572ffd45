package io.motet.amqp.conformance;

import com.rabbitmq.client.ConnectionFactory;
import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import io.motet.broker.user.Permissions;
import io.motet.broker.user.TopicPermissions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The server the suite talks to: one embedded broker for all tests, or the one named by {@code
 * motet.test.amqp}. Another server is administered with the program named by {@code
 * motet.test.ctl}, which takes rabbitmqctl's commands.
 */
final class TestServer {
  private static final String ADDRESS = System.getProperty("motet.test.amqp", "");
  private static final String CTL = System.getProperty("motet.test.ctl", "");
  private static final String SHARDS = System.getProperty("motet.test.shards", "1");
  private static final long TIMEOUT_SECONDS = 30;

  private static Broker embedded;

  private TestServer() {}

  /** A factory for connections as guest. */
  static ConnectionFactory connections() {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(port());
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    return factory;
  }

  static synchronized int port() {
    if (external()) {
      return Integer.parseInt(ADDRESS.substring(ADDRESS.lastIndexOf(':') + 1));
    }
    if (embedded == null) {
      embedded =
          Broker.start(
              BrokerSettings.builder()
                  .set("listeners.tcp.default", "127.0.0.1:0")
                  .set("shards", SHARDS)
                  .set("max_message_size", Integer.toString(MAX_MESSAGE_SIZE_BYTES))
                  .build());
    }
    return embedded.port("amqp");
  }

  /** What the embedded broker is set to; RabbitMQ's default. */
  static final int MAX_MESSAGE_SIZE_BYTES = 134_217_728;

  static boolean external() {
    return !ADDRESS.isEmpty();
  }

  /** Whether users and permissions can be changed. */
  static boolean administrable() {
    return !external() || !CTL.isEmpty();
  }

  static void putUser(String name, String password) throws Exception {
    if (external()) {
      ctl("delete_user", name);
      ctl("add_user", name, password);
    } else {
      done(
          embedded
              .context()
              .users()
              .putWithPassword(name, password.getBytes(StandardCharsets.UTF_8), List.of()));
    }
  }

  static void tagUser(String name, String tag) throws Exception {
    if (external()) {
      ctl("set_user_tags", name, tag);
    } else {
      done(embedded.context().users().setTags(name, List.of(tag)));
    }
  }

  static void permit(String user, String configure, String write, String read) throws Exception {
    if (external()) {
      ctl("set_permissions", user, configure, write, read);
    } else {
      done(
          embedded
              .context()
              .users()
              .setPermissions(new Permissions(user, "/", configure, write, read)));
    }
  }

  static void permitTopic(String user, String exchange, String write, String read)
      throws Exception {
    if (external()) {
      ctl("set_topic_permissions", user, exchange, write, read);
    } else {
      done(
          embedded
              .context()
              .users()
              .setTopicPermissions(new TopicPermissions(user, "/", exchange, write, read)));
    }
  }

  static void trace(boolean on) throws Exception {
    if (external()) {
      ctl(on ? "trace_on" : "trace_off");
    } else {
      done(embedded.context().virtualHosts().tracing("/", on));
    }
  }

  private static void done(CompletableFuture<?> change) throws Exception {
    change.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  private static void ctl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(CTL);
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("no answer from " + command);
    }
  }
}
