package io.motet.broker.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OtherExchangeTypesTest {
  private static final int MESSAGES = 20_000;

  private static Map<String, Integer> counts(Routes routes) {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < MESSAGES; i++) {
      List<String> targets = routes.route("key" + i);
      assertThat(targets).hasSize(1);
      counts.merge(targets.get(0), 1, Integer::sum);
    }
    return counts;
  }

  @Test
  void fanoutAndDirect() {
    Routes fanout = new Routes("fanout");
    fanout.bind("a", "1");
    BoundDestination b = fanout.bind("b", "2");
    assertThat(fanout.route("any")).containsExactly("a", "b");
    fanout.unbind(b);
    assertThat(fanout.route("any")).containsExactly("a");
    Routes direct = new Routes("direct");
    direct.bind("a", "k");
    direct.bind("b", "k");
    direct.bind("c", "");
    assertThat(direct.route("k")).containsExactly("a", "b");
    assertThat(direct.route("")).containsExactly("c");
    assertThat(direct.route("k", MessageProperties.NONE, List.of(Utf8.of(""))))
        .containsExactly("a", "b", "c");
  }

  @Test
  void fanoutToManyQueues() {
    Routes fanout = new Routes("fanout");
    for (int i = 0; i < 100; i++) {
      fanout.bind("q" + i, "1");
      fanout.bind("q" + i, "2");
    }
    assertThat(fanout.route("k")).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void consistentHashFollowsWeights() {
    Routes routes = new Routes("x-consistent-hash");
    routes.bind("one", "1");
    routes.bind("three", "3");
    Map<String, Integer> counts = counts(routes);
    assertThat(counts.get("three") / (double) MESSAGES).isCloseTo(0.75, within(0.02));
    assertThat(counts.get("one") + counts.get("three")).isEqualTo(MESSAGES);
  }

  @Test
  void consistentHashMovesLittleAndForgetsOrder() {
    Routes before = new Routes("x-consistent-hash");
    before.bind("a", "1");
    before.bind("b", "1");
    Routes after = new Routes("x-consistent-hash");
    after.bind("c", "1");
    after.bind("b", "1");
    after.bind("a", "1");
    for (int i = 0; i < 2_000; i++) {
      String now = after.route("k" + i).get(0);
      if (!now.equals("c")) {
        assertThat(before.route("k" + i)).containsExactly(now);
      }
    }
  }

  @Test
  void consistentHashCanLookElsewhere() {
    Routes byHeader = new Routes("x-consistent-hash", Map.of("hash-header", "h"));
    Routes byProperty = new Routes("x-consistent-hash", Map.of("hash-property", "message_id"));
    for (Routes routes : List.of(byHeader, byProperty)) {
      for (int i = 0; i < 8; i++) {
        routes.bind("q" + i, "1");
      }
    }
    Set<String> headerTargets = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      assertThat(byHeader.route("k" + i, Map.of("h", "same")))
          .isEqualTo(byHeader.route("k", Map.of("h", "same")));
      headerTargets.addAll(byHeader.route("k", Map.of("h", i)));
    }
    assertThat(headerTargets).hasSize(8);
    assertThat(byProperty.route("k1")).isEqualTo(byProperty.route("k2"));
  }

  @Test
  void consistentHashRefusesWrongUse() {
    Routes routes = new Routes("x-consistent-hash");
    assertThat(routes.route("k")).isEmpty();
    assertThatThrownBy(() -> routes.bind("q", "heavy"))
        .hasMessage("The binding key must be an integer: <<\"heavy\">>");
    assertThatThrownBy(() -> routes.bind("q", "0"))
        .hasMessage("The binding key must be greater than 0");
    assertThatThrownBy(() -> new Routes("x-consistent-hash", Map.of("hash-property", "colour")))
        .hasMessage("Unsupported property: colour");
    assertThatThrownBy(
            () ->
                new Routes(
                    "x-consistent-hash", Map.of("hash-property", "message_id", "hash-header", "h")))
        .hasMessage("hash-header and hash-property are mutually exclusive");
  }

  @Test
  void modulusHashIsEvenAndSteady() {
    Routes routes = new Routes("x-modulus-hash");
    for (int i = 0; i < 4; i++) {
      routes.bind("q" + i, "");
    }
    counts(routes).values().forEach(n -> assertThat(n).isBetween(4_500, 5_500));
    assertThat(routes.route("k")).isEqualTo(routes.route("k"));
  }

  @Test
  void randomIsEven() {
    for (String type : List.of("x-random", "x-local-random")) {
      Routes routes = new Routes(type);
      assertThat(routes.route("k")).isEmpty();
      routes.bind("a", "");
      routes.bind("b", "");
      counts(routes).values().forEach(n -> assertThat(n).isBetween(9_500, 10_500));
    }
    assertThatThrownBy(() -> new Routes("x-local-random").bind("q", "key"))
        .hasMessage("Non-empty binding (key) key not permitted");
  }

  @Test
  void recentHistoryListensBesideTheBindings() {
    Routes routes = new Routes("x-recent-history");
    assertThat(routes.route("k")).isEmpty();
    routes.bind("q", "");
    assertThat(routes.route("k")).containsExactly("q");
    assertThatThrownBy(() -> new Routes("x-recent-history", Map.of("x-recent-history-length", 0)))
        .hasMessage("Invalid argument 0, 'x-recent-history-length' must be a positive integer");
  }

  @Test
  void delayedRoutesByItsInnerType() {
    Routes routes = new Routes("x-delayed-message", Map.of("x-delayed-type", "topic"));
    routes.bind("q", "a.*");
    assertThat(routes.route("a.b")).containsExactly("q");
    assertThat(routes.route("b.b")).isEmpty();
    for (Object wrong : List.of(1, "x-delayed-message")) {
      assertThatThrownBy(() -> new Routes("x-delayed-message", Map.of("x-delayed-type", wrong)))
          .hasMessage("Invalid argument, 'x-delayed-type' must be an existing exchange type");
    }
    assertThatThrownBy(() -> new Routes("x-delayed-message", Map.of("x-delayed-type", "no")))
        .hasMessage("unknown exchange type 'no'");
  }

  @Test
  void delaysAreReadAsThePluginDoes() {
    assertThat(DelayedExchangeType.delayMillis(null)).isZero();
    assertThat(DelayedExchangeType.delayMillis(-5)).isZero();
    assertThat(DelayedExchangeType.delayMillis(1L << 40)).isEqualTo(1L << 40);
    assertThat(DelayedExchangeType.delayMillis("1500")).isEqualTo(1500);
    assertThat(DelayedExchangeType.delayMillis(2.9)).isEqualTo(2);
    assertThat(DelayedExchangeType.delayMillis("soon")).isZero();
    assertThat(DelayedExchangeType.delayMillis(List.of())).isZero();
  }
}
