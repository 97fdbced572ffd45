package io.motet.kafka.recovery;

import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import java.nio.file.Path;

/** A broker of its own process: prints its port and works until it is killed. */
public final class BrokerMain {
  private BrokerMain() {}

  /** Takes the data directory, the number of shards and the port, 0 for any. */
  public static void main(String[] arguments) throws Exception {
    Broker broker =
        Broker.start(
            BrokerSettings.builder()
                .dataDirectory(Path.of(arguments[0]))
                .set("kafka.listeners.tcp.default", "127.0.0.1:" + arguments[2])
                .set("shards", arguments[1])
                .set("kafka.group.consumer.heartbeat.interval", "200ms")
                .build());
    System.out.println("port " + broker.port("kafka"));
    Thread.currentThread().join();
  }
}
