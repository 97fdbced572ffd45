package io.motet.broker.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicExchangeTest {
  private static final String[] WORDS = {"a", "b", "", "ab"};
  private static final String[] PATTERN_WORDS = {"a", "b", "", "ab", "*", "#", "#"};

  @ParameterizedTest
  @CsvSource({
    "a.b, a.b, true",
    "a.*, a.b, true",
    "a.*, a, false",
    "a.*, a.b.c, false",
    "a.#, a, true",
    "a.#, a.b.c, true",
    "#, '', true",
    "#, a.b, true",
    "*, '', false",
    "*, a, true",
    "'', '', true",
    "'', a, false",
    "#.b, b, true",
    "#.b, a.a.b, true",
    "#.b, a.b.a, false",
    "*.*, a., true",
    "*.*, ., true",
    "a..b, a..b, true",
    "a..b, a.b, false",
    "#.a.#.b.#, x.a.y.b.z, true",
    "#.a.#.b.#, x.b.y.a.z, false"
  })
  void examples(String pattern, String key, boolean matches) {
    Routes routes = new Routes("topic");
    routes.bind("q", pattern);
    assertThat(routes.route(key)).isEqualTo(matches ? List.of("q") : List.of());
    assertThat(naiveMatch(pattern, key)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithTheDefinition(long seed) {
    Random random = new Random(seed);
    Routes routes = new Routes("topic");
    for (int step = 0; step < 400; step++) {
      if (random.nextInt(3) > 0 || routes.bindings().isEmpty()) {
        routes.bind("q" + random.nextInt(20), text(random, PATTERN_WORDS, 5));
      } else {
        routes.unbind(routes.bindings().get(random.nextInt(routes.bindings().size())));
      }
      String key = text(random, WORDS, 6);
      TreeSet<String> expected = new TreeSet<>();
      for (BoundDestination bound : routes.bindings()) {
        if (naiveMatch(bound.binding().routingKey(), key)) {
          expected.add(bound.destination().name());
        }
      }
      assertThat(routes.route(key))
          .as("seed %d, key '%s'", seed, key)
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void nestedWildcardsCostNoExponentialTime() {
    Routes routes = new Routes("topic");
    routes.bind("q", "#.a".repeat(40).substring(2) + ".b");
    routes.bind("r", "#.*".repeat(40) + ".b");
    String key = "a." + "a.".repeat(120) + "c";
    // Without remembering, this would take longer than the universe is old.
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> assertThat(routes.route(key)).isEmpty());
  }

  @Test
  void manyWordsUnderOneNode() {
    Routes routes = new Routes("topic");
    for (int i = 0; i < 2_000; i++) {
      routes.bind("q" + i, "w" + i + ".x");
    }
    assertThat(routes.route("w1234.x")).containsExactly("q1234");
    for (BoundDestination bound : List.copyOf(routes.bindings())) {
      routes.unbind(bound);
    }
    assertThat(routes.route("w1234.x")).isEmpty();
  }

  private static String text(Random random, String[] words, int most) {
    int count = random.nextInt(most + 1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ".").append(words[random.nextInt(words.length)]);
    }
    return text.toString();
  }

  /** The definition, word by word. */
  private static boolean naiveMatch(String pattern, String key) {
    return match(words(pattern), 0, words(key), 0);
  }

  private static String[] words(String key) {
    return key.isEmpty() ? new String[0] : key.split("\\.", -1);
  }

  private static boolean match(String[] pattern, int p, String[] key, int k) {
    if (p == pattern.length) {
      return k == key.length;
    }
    if (pattern[p].equals("#")) {
      return match(pattern, p + 1, key, k) || (k < key.length && match(pattern, p, key, k + 1));
    }
    boolean fits = k < key.length && (pattern[p].equals("*") || pattern[p].equals(key[k]));
    return fits && match(pattern, p + 1, key, k + 1);
  }
}
