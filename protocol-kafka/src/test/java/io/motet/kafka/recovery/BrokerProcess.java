package io.motet.kafka.recovery;

import io.motet.kafka.client.Clients;
import java.io.IOException;
import java.nio.file.Path;

/** A broker on one data directory and one port, that can be killed and started again. */
final class BrokerProcess {
  private final Path data;
  private io.motet.broker.support.BrokerProcess process;

  BrokerProcess(Path data) {
    this.data = data;
  }

  /** Starts it on the port that it had before, where clients look for it; on any at first. */
  Clients start(int shards) throws IOException {
    int port = process == null ? 0 : process.port();
    process =
        io.motet.broker.support.BrokerProcess.start(
            "kafka",
            data,
            "kafka.listeners.tcp.default=127.0.0.1:" + port,
            "kafka.group.consumer.heartbeat.interval=200ms",
            "shards=" + shards);
    return new Clients(process.port());
  }

  /** As kill -9 does. */
  void kill() throws InterruptedException {
    if (process != null) {
      process.kill();
    }
  }
}
