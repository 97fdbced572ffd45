package io.motet.kafka.recovery;

import io.motet.kafka.client.Clients;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A broker on one data directory and one port, that can be killed and started again. */
final class BrokerProcess {
  private final Path data;
  private final List<String> settings;
  private io.motet.broker.support.BrokerProcess process;

  BrokerProcess(Path data, String... settings) {
    this.data = data;
    this.settings = List.of(settings);
  }

  /** Starts it on the port that it had before, where clients look for it; on any at first. */
  Clients start(int shards) throws IOException {
    int port = process == null ? 0 : process.port();
    List<String> all = new ArrayList<>(settings);
    all.add("kafka.listeners.tcp.default=127.0.0.1:" + port);
    all.add("kafka.group.consumer.heartbeat.interval=200ms");
    all.add("shards=" + shards);
    process =
        io.motet.broker.support.BrokerProcess.start("kafka", data, all.toArray(new String[0]));
    return new Clients(process.port());
  }

  /** As kill -9 does. */
  void kill() throws InterruptedException {
    if (process != null) {
      process.kill();
    }
  }
}
