package io.motet.broker.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrefixExchangeTest {
  @Test
  void aKeyMatchesWhatBeginsWithIt() {
    Routes routes = new Routes("x-prefix");
    routes.bind("all", "");
    routes.bind("weather", "weather.");
    routes.bind("berlin", "weather.berlin");
    assertThat(routes.route("weather.berlin 5 C")).containsExactly("all", "berlin", "weather");
    assertThat(routes.route("weather.berlin")).containsExactly("all", "berlin", "weather");
    assertThat(routes.route("weather.berli")).containsExactly("all", "weather");
    assertThat(routes.route("weather")).containsExactly("all");
    assertThat(routes.route("")).containsExactly("all");
    assertThat(routes.route("Weather.")).containsExactly("all");
  }

  @Test
  void dotsAndStarsMeanNothing() {
    Routes routes = new Routes("x-prefix");
    routes.bind("q", "a.*");
    assertThat(routes.route("a.b")).isEmpty();
    assertThat(routes.route("a.*.c")).containsExactly("q");
  }

  @Test
  void oneOfTwoEqualBindingsGoesWithoutTheOther() {
    Routes routes = new Routes("x-prefix");
    BoundDestination first = routes.bind("a", "k");
    routes.bind("b", "k");
    routes.unbind(first);
    assertThat(routes.route("key")).containsExactly("b");
  }

  /** Many random changes, each compared with the plain definition. */
  @Test
  void routesAsTheDefinitionSays() {
    Random random = new Random(7);
    Routes routes = new Routes("x-prefix");
    for (int step = 0; step < 2_000; step++) {
      List<BoundDestination> bound = routes.bindings();
      if (!bound.isEmpty() && random.nextInt(3) == 0) {
        routes.unbind(bound.get(random.nextInt(bound.size())));
      } else {
        routes.bind("q" + random.nextInt(20), text(random, 3));
      }
      String key = text(random, 6);
      assertThat(routes.route(key)).as(key).isEqualTo(expected(routes.bindings(), key));
    }
  }

  private static List<String> expected(List<BoundDestination> bindings, String key) {
    Set<String> names = new HashSet<>();
    for (BoundDestination bound : bindings) {
      if (key.startsWith(bound.binding().routingKey())) {
        names.add(bound.binding().destination());
      }
    }
    List<String> sorted = new ArrayList<>(names);
    sorted.sort(null);
    return sorted;
  }

  private static String text(Random random, int maxLength) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(maxLength + 1);
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(3)));
    }
    return text.toString();
  }
}
