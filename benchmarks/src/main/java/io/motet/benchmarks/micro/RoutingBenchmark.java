package io.motet.benchmarks.micro;

import io.motet.broker.exchange.Route;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import io.motet.broker.vhost.VirtualHost;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Finding one message's queues, without the cache that channels have, among 1,000 bindings of an
 * exchange (16 for headers).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
public class RoutingBenchmark {
  private static final int BINDINGS = 1000;
  private static final int HEADER_BINDINGS = 16;

  private static final Utf8 DIRECT = Utf8.of("bench.direct");
  private static final Utf8 TOPIC = Utf8.of("bench.topic");
  private static final Utf8 FANOUT = Utf8.of("bench.fanout");
  private static final Utf8 HEADERS = Utf8.of("bench.headers");
  private static final Utf8 QUEUE = Utf8.of("q7");
  private static final Utf8 DIRECT_KEY = Utf8.of("key.7.end");
  private static final Utf8 TOPIC_KEY = Utf8.of("stock.7.usd.nyse");
  private static final MessageProperties PROPERTIES =
      MessageProperties.NONE.withHeaders(Map.of("format", "pdf", "number", 7));

  private InMemoryBroker broker;
  private VirtualHost virtualHost;

  @Setup
  public void bindQueues() {
    broker = new InMemoryBroker();
    virtualHost = broker.virtualHost();
    broker.exchange(DIRECT.toString(), "direct");
    broker.exchange(TOPIC.toString(), "topic");
    broker.exchange(FANOUT.toString(), "fanout");
    broker.exchange(HEADERS.toString(), "headers");
    for (int i = 0; i < BINDINGS; i++) {
      String queue = "q" + i;
      broker.queue(queue);
      broker.bind(DIRECT.toString(), queue, "key." + i + ".end", Map.of());
      broker.bind(
          TOPIC.toString(),
          queue,
          i % 2 == 0 ? "stock." + i + ".#" : "*." + i + ".usd.*",
          Map.of());
    }
    for (int i = 0; i < HEADER_BINDINGS; i++) {
      Map<String, Object> rule = Map.of("x-match", "all", "format", "pdf", "number", i);
      broker.bind(HEADERS.toString(), "q" + i, "", rule);
      broker.bind(FANOUT.toString(), "q" + i, "", Map.of());
    }
  }

  @TearDown
  public void close() {
    broker.close();
  }

  @Benchmark
  public Route defaultExchange() {
    return route(Utf8.EMPTY, QUEUE);
  }

  @Benchmark
  public Route direct() {
    return route(DIRECT, DIRECT_KEY);
  }

  @Benchmark
  public Route topic() {
    return route(TOPIC, TOPIC_KEY);
  }

  @Benchmark
  public Route fanoutToSixteen() {
    return route(FANOUT, Utf8.EMPTY);
  }

  @Benchmark
  public Route headers() {
    return route(HEADERS, Utf8.EMPTY);
  }

  private Route route(Utf8 exchange, Utf8 key) {
    Route route = virtualHost.route(exchange, key, () -> PROPERTIES);
    if (route.targets().isEmpty()) {
      throw new IllegalStateException("no route by " + key);
    }
    return route;
  }
}
