package io.motet.gearman.support;

import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A broker for one test, with the clients that the test opened. */
public final class GearmanServer implements AutoCloseable {
  private final Broker broker;
  private final List<GearmanClient> clients = new ArrayList<>();

  private GearmanServer(Broker broker) {
    this.broker = broker;
  }

  /** Starts in memory; settings are keys and values in turn. */
  public static GearmanServer start(String... settings) {
    return start((Path) null, settings);
  }

  public static GearmanServer start(Path dataDirectory, String... settings) {
    BrokerSettings.Builder builder = BrokerSettings.builder();
    if (dataDirectory != null) {
      builder.dataDirectory(dataDirectory);
    }
    builder.set("gearman.listeners.tcp.default", "127.0.0.1:0");
    builder.set("gearman.job_handle_prefix", "H:test");
    builder.set("shards", System.getProperty("motet.test.shards", "1"));
    for (int i = 0; i < settings.length; i += 2) {
      builder.set(settings[i], settings[i + 1]);
    }
    return new GearmanServer(Broker.start(builder.build()));
  }

  public Broker broker() {
    return broker;
  }

  public int port() {
    return broker.port("gearman");
  }

  /** A connection that is closed with the server. */
  public GearmanClient connect() throws IOException {
    GearmanClient client = new GearmanClient(port());
    clients.add(client);
    return client;
  }

  @Override
  public void close() throws IOException {
    for (GearmanClient client : clients) {
      client.close();
    }
    broker.close();
  }
}
