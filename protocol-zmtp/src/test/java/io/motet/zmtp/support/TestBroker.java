package io.motet.zmtp.support;

import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import io.motet.broker.queue.Queue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A broker in memory with a ZMTP listener on a free port. */
public final class TestBroker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Broker broker;

  /** Further settings as key, value, key, value. */
  public TestBroker(String... settings) {
    this(null, settings);
  }

  /** One that keeps its data. */
  public TestBroker(Path dataDirectory, String... settings) {
    BrokerSettings.Builder builder =
        BrokerSettings.builder()
            .dataDirectory(dataDirectory)
            .set("zmtp.listeners.tcp.default", "127.0.0.1:0")
            .set("zmtp.refusal.delay.ms", "10");
    for (int i = 0; i < settings.length; i += 2) {
      builder.set(settings[i], settings[i + 1]);
    }
    broker = Broker.start(builder.build());
  }

  public Broker broker() {
    return broker;
  }

  public int port() {
    return broker.port("zmtp");
  }

  /** The port of another listener. */
  public int port(String protocol) {
    return broker.port(protocol);
  }

  /** Where ZeroMQ sockets connect. */
  public String url() {
    return "tcp://127.0.0.1:" + port();
  }

  public Queue queue(String name) {
    return broker.context().virtualHosts().get("/").queue(name);
  }

  /** Ready messages of a queue; 0 when there is no such queue. */
  public long ready(String queue) {
    Queue found = queue(queue);
    return found == null ? 0 : depth(found).ready();
  }

  public int consumers(String queue) {
    Queue found = queue(queue);
    return found == null ? 0 : depth(found).consumers();
  }

  private static Queue.QueueDepth depth(Queue queue) {
    try {
      return queue.depth().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public int connections() {
    return broker.context().connections().all().size();
  }

  /** Waits until it is so; fails after a long while. */
  public static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
