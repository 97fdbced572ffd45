package io.motet.management.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.stats.MessageCounters.Kind;
import io.motet.management.fake.FakeConnection;
import io.motet.management.fake.FakeConnection.FakeChannel;
import io.motet.management.fake.FakeContext;
import io.motet.management.fake.FakeQueue;
import io.motet.management.fake.FakeVirtualHost;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sampling, stepped by hand: five seconds a step. */
class StatisticsTest {
  private static final long STEP_MILLIS = 5000;
  private static final int MOST_HISTORIES = 3;

  private final FakeContext broker = new FakeContext();
  private final FakeVirtualHost host = broker.host("/");
  private final FakeQueue queue = host.addQueue("q");
  private long nowMillis = 1_000_000;
  private final Statistics statistics =
      new Statistics(
          broker,
          new NodeProbe(null),
          () -> Instant.ofEpochMilli(nowMillis),
          STEP_MILLIS,
          MOST_HISTORIES);

  private void step() {
    nowMillis += STEP_MILLIS;
    statistics.sample();
  }

  private Reading queue() {
    return statistics.queue(queue, SampleRanges.NONE);
  }

  @Test
  void valuesAreOfThisMomentAndRatesOfTheLastInterval() {
    queue.counters().add(Kind.PUBLISH, 10);
    assertThat(queue().value("publish")).isEqualTo(10);
    assertThat(queue().rate("publish")).isZero();
    step();
    assertThat(queue().rate("publish")).isEqualTo(2.0);
    queue.counters().add(Kind.PUBLISH, 5);
    assertThat(queue().value("publish")).isEqualTo(15);
    assertThat(queue().rate("publish")).isEqualTo(2.0);
    step();
    assertThat(queue().rate("publish")).isEqualTo(1.0);
    step();
    assertThat(queue().rate("publish")).isZero();
  }

  @Test
  void aRateEndsWhenSamplingDoes() {
    queue.counters().add(Kind.PUBLISH, 10);
    step();
    nowMillis += 3 * STEP_MILLIS;
    assertThat(queue().rate("publish")).isZero();
  }

  @Test
  void lengthsFallAsWellAsRise() {
    queue.ready = 20;
    step();
    assertThat(queue().rate("messages_ready")).isEqualTo(4.0);
    queue.ready = 10;
    step();
    assertThat(queue().rate("messages")).isEqualTo(-2.0);
  }

  @Test
  void deliveriesAddUpToDeliverGet() {
    queue.counters().add(Kind.DELIVER, 1);
    queue.counters().add(Kind.DELIVER_NO_ACK, 2);
    queue.counters().add(Kind.GET, 4);
    queue.counters().add(Kind.GET_NO_ACK, 8);
    queue.counters().add(Kind.GET_EMPTY, 16);
    assertThat(queue().value("deliver_get")).isEqualTo(15);
  }

  @Test
  void samplesAreWhatWasAtThoseTimes() {
    for (int i = 1; i <= 4; i++) {
      queue.counters().add(Kind.PUBLISH, i);
      step();
    }
    SampleRanges ranges =
        statistics.ranges(Map.of("msg_rates_age", "15", "msg_rates_incr", "5")::get);
    Map<String, Object> details = statistics.queue(queue, ranges).details("publish");
    assertThat(samples(details)).containsExactly(10L, 6L, 3L, 1L);
    assertThat(details.get("rate")).isEqualTo(0.8);
    assertThat(details.get("avg_rate")).isEqualTo(0.6);
    assertThat(details.get("avg")).isEqualTo(5.0);
  }

  private static List<Object> samples(Map<String, Object> details) {
    return ((List<?>) details.get("samples"))
        .stream().map(sample -> (Object) ((Map<?, ?>) sample).get("sample")).toList();
  }

  @Test
  void beyondTheLimitOnHistoriesThereAreStillRates() {
    FakeQueue[] more = new FakeQueue[MOST_HISTORIES + 2];
    for (int i = 0; i < more.length; i++) {
      more[i] = host.addQueue("more" + i);
    }
    for (int round = 0; round < 4; round++) {
      for (FakeQueue each : more) {
        each.counters().add(Kind.PUBLISH, 10);
      }
      step();
    }
    SampleRanges ranges =
        statistics.ranges(Map.of("msg_rates_age", "15", "msg_rates_incr", "15")::get);
    int withPast = 0;
    for (FakeQueue each : more) {
      assertThat(statistics.queue(each, SampleRanges.NONE).rate("publish")).isEqualTo(2.0);
      Map<String, Object> details = statistics.queue(each, ranges).details("publish");
      withPast += samples(details).get(1).equals(10L) ? 1 : 0;
    }
    assertThat(withPast).isPositive().isLessThanOrEqualTo(MOST_HISTORIES);
  }

  @Test
  void whatAQueueThatIsGoneTookIsGivenToTheNext() {
    for (int i = 0; i < 3 * MOST_HISTORIES; i++) {
      FakeQueue each = host.addQueue("each" + i);
      each.counters().add(Kind.PUBLISH, 10);
      step();
      step();
      host.deleteQueue(each.name(), false, false, null).join();
      step();
    }
    FakeQueue last = host.addQueue("last");
    last.counters().add(Kind.PUBLISH, 10);
    step();
    step();
    step();
    SampleRanges ranges =
        statistics.ranges(Map.of("msg_rates_age", "10", "msg_rates_incr", "10")::get);
    assertThat(samples(statistics.queue(last, ranges).details("publish"))).contains(10L);
  }

  @Test
  void totalsNeverFallWhenClientsLeave() {
    FakeConnection connection = broker.registry.open("guest", "/");
    FakeChannel channel = connection.openChannel();
    channel.counters().add(Kind.PUBLISH, 7);
    connection.receivedBytes = 100;
    assertThat(overview("publish")).isEqualTo(7);

    channel.counters().add(Kind.PUBLISH, 1);
    broker.registry.channelClosed(channel);
    assertThat(overview("publish")).isEqualTo(8);
    connection.closeChannel(channel);
    assertThat(overview("publish")).isEqualTo(8);

    connection.receivedBytes = 150;
    broker.registry.closed(connection);
    assertThat(overview("recv_oct")).isEqualTo(150);
    assertThat(statistics.virtualHost(host, SampleRanges.NONE).value("publish")).isEqualTo(8);
  }

  private long overview(String figure) {
    return statistics.overview(SampleRanges.NONE).value(figure);
  }

  @Test
  void aVirtualHostThatIsGoneStillCountsInTheOverview() {
    broker.host("other");
    FakeChannel channel = broker.registry.open("guest", "other").openChannel();
    channel.counters().add(Kind.PUBLISH, 3);
    step();
    broker.registry.channelClosed(channel);
    channel.connection().closeChannel(channel);
    broker.virtualHosts().delete("other").join();
    step();
    assertThat(overview("publish")).isEqualTo(3);
  }

  @Test
  void idleObjectsPutNothingButZeros() {
    Map<String, Object> facts = new LinkedHashMap<>();
    queue().putIfAny(facts, "publish");
    assertThat(facts).isEmpty();
    queue().put(facts, "messages");
    assertThat(facts.get("messages")).isEqualTo(0L);
  }
}
