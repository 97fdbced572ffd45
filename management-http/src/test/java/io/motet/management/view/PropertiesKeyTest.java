package io.motet.management.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.exchange.Binding;
import io.motet.broker.exchange.Binding.DestinationKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PropertiesKeyTest {
  @Test
  void routingKeysAreQuotedAsRabbitDoes() {
    assertThat(PropertiesKey.of("", Map.of())).isEqualTo("~");
    assertThat(PropertiesKey.of("a.#", Map.of())).isEqualTo("a.%23");
    assertThat(PropertiesKey.of("a ~b", Map.of())).isEqualTo("a+%7Eb");
  }

  @Test
  void argumentsAreHashedWhateverTheirOrder() {
    String ab = PropertiesKey.of("k", Map.of("a", 1, "b", Map.of("x", 1, "y", 2)));
    assertThat(ab).startsWith("k~").hasSize(8);
    assertThat(PropertiesKey.of("k", Map.of("b", Map.of("y", 2, "x", 1), "a", 1L))).isEqualTo(ab);
    assertThat(PropertiesKey.of("k", Map.of("a", 2))).isNotEqualTo(ab);
  }

  @Test
  void aPlainRoutingKeyMatchesUnquotedToo() {
    Binding binding = new Binding("x", DestinationKind.QUEUE, "q", "a.#", Map.of());
    assertThat(PropertiesKey.matches(binding, "a.%23")).isTrue();
    assertThat(PropertiesKey.matches(binding, "a.#")).isTrue();
    assertThat(PropertiesKey.matches(binding, "~")).isFalse();
  }
}
