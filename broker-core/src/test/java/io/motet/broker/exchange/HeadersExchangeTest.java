package io.motet.broker.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersExchangeTest {
  private final Routes routes = new Routes("headers");

  private boolean matches(Map<String, Object> headers) {
    return !routes.route("", headers).isEmpty();
  }

  @Test
  void allIsTheDefault() {
    routes.bind("q", "", Map.of("a", 1, "b", "x"));
    assertThat(matches(Map.of("a", 1, "b", "x", "c", 3))).isTrue();
    assertThat(matches(Map.of("a", 1))).isFalse();
    assertThat(matches(Map.of("a", 1, "b", "y"))).isFalse();
  }

  @Test
  void anyNeedsOne() {
    routes.bind("q", "", Map.of("x-match", "any", "a", 1, "b", "x"));
    assertThat(matches(Map.of("b", "x"))).isTrue();
    assertThat(matches(Map.of("b", "y", "a", 2))).isFalse();
    assertThat(matches(Map.of())).isFalse();
  }

  @Test
  void emptyConditionsMatchAllButNotAny() {
    routes.bind("all", "", Map.of("x-match", "all"));
    routes.bind("any", "", Map.of("x-match", "any"));
    assertThat(routes.route("", Map.of("a", 1))).containsExactly("all");
  }

  @Test
  void namesWithXCountWhenAsked() {
    routes.bind("plain", "", Map.of("x-match", "all", "x-a", 1));
    routes.bind("with-x", "", Map.of("x-match", "all-with-x", "x-a", 1));
    routes.bind("any-with-x", "", Map.of("x-match", "any-with-x", "x-a", 1, "b", 1));
    assertThat(routes.route("", Map.of("x-a", 1))).containsExactly("any-with-x", "plain", "with-x");
    assertThat(routes.route("", Map.of("x-a", 2))).containsExactly("plain");
  }

  @Test
  void argumentWithoutValueAsksForPresence() {
    Map<String, Object> arguments = new HashMap<>();
    arguments.put("a", null);
    routes.bind("q", "", arguments);
    assertThat(matches(Map.of("a", 5))).isTrue();
    assertThat(matches(Map.of("b", 5))).isFalse();
  }

  @Test
  void valuesAreComparedAsRabbitMqDoes() {
    routes.bind("int", "", Map.of("a", 5));
    routes.bind("float", "", Map.of("a", 5.0));
    routes.bind("text", "", Map.of("a", "5"));
    routes.bind("true", "", Map.of("a", true));
    routes.bind("decimal", "", Map.of("a", new BigDecimal("5")));
    routes.bind("list", "", Map.of("a", List.of(1, new byte[] {7})));
    assertThat(routes.route("", Map.of("a", 5L))).containsExactly("int");
    assertThat(routes.route("", Map.of("a", (byte) 5))).containsExactly("int");
    assertThat(routes.route("", Map.of("a", 5.0f))).containsExactly("float");
    assertThat(routes.route("", Map.of("a", new byte[] {'5'}))).containsExactly("text");
    assertThat(routes.route("", Map.of("a", true))).containsExactly("true");
    assertThat(routes.route("", Map.of("a", new BigDecimal("5")))).containsExactly("decimal");
    assertThat(routes.route("", Map.of("a", List.of(1L, new byte[] {7})))).containsExactly("list");
    assertThat(routes.route("", Map.of("a", List.of(2)))).isEmpty();
  }

  @Test
  void wrongMatchIsRefused() {
    assertThatThrownBy(() -> routes.bind("q", "", Map.of("x-match", "some")))
        .hasMessage(
            "Invalid x-match field value <<\"some\">>; expected all, any, all-with-x, or"
                + " any-with-x");
    assertThatThrownBy(() -> routes.bind("q", "", Map.of("x-match", 1)))
        .hasMessage("Invalid x-match field type signedint (value 1); expected longstr");
  }

  @Test
  void unboundIsNotMatched() {
    BoundDestination bound = routes.bind("q", "", Map.of("a", 1));
    routes.unbind(bound);
    assertThat(matches(Map.of("a", 1))).isFalse();
  }
}
