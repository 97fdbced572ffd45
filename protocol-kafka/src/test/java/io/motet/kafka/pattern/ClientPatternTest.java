package io.motet.kafka.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientPatternTest {
  @Test
  void wholeTextsMatch() throws Exception {
    ClientPattern pattern = ClientPattern.of("(orders|pay\\.[a-z]{2,5})-[0-9]+");
    assertThat(pattern.matches("orders-17")).isTrue();
    assertThat(pattern.matches("pay.eu-1")).isTrue();
    assertThat(pattern.matches("my-orders-17")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]a]{1000}",
        "\\Qa[b(c\\E(d{10}){10}",
        "[[:alpha:]]{100}",
        "a{,5}{1000}",
        "[^]]x{1000}",
        "(a{30}){30}",
        "\\((a{30}){30}\\)"
      })
  void whatIsSmallIsTaken(String text) throws Exception {
    assertThat(ClientPattern.of(text)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a{1000}){1000}",
        "(((a{1000}){1000}){1000}){1000}",
        "\\Q[\\E((a{100}){100}){100}",
        "[]]((a{100}){100}){100}",
        "[[:alpha:]]((b{100}){100}){100}",
        "(?:(?:a{0,999}){2,}){999}"
      })
  void repetitionsMayNotMultiplyForEver(String text) {
    assertThatThrownBy(() -> ClientPattern.of(text)).isInstanceOf(InvalidPatternException.class);
  }

  @Test
  void depthAndLengthAreLimited() throws Exception {
    assertThat(ClientPattern.of("(".repeat(100) + "a" + ")".repeat(100)).matches("a")).isTrue();
    assertThatThrownBy(() -> ClientPattern.of("(".repeat(101) + "a" + ")".repeat(101)))
        .hasMessage("pattern nested too deeply");
    assertThatThrownBy(() -> ClientPattern.of("a".repeat(10_001))).hasMessage("pattern too long");
    assertThatThrownBy(() -> ClientPattern.of("a".repeat(2_001))).hasMessage("pattern too large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "a)", "[a", "a{2,1}", "*", "\\"})
  void whatIsNoPatternIsRefused(String text) {
    assertThatThrownBy(() -> ClientPattern.of(text)).isInstanceOf(InvalidPatternException.class);
  }
}
