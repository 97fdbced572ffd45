package io.motet.amqp.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.message.Utf8;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpirationTest {
  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "+5,5", "007,7", "315360000000,315360000000"})
  void digitsAreMilliseconds(String text, long millis) {
    assertThat(Expiration.parse(Utf8.of(text))).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|no_integer",
        "x|no_integer",
        "-|no_integer",
        "1 |{leftover_string,\" \"}",
        "-5|{value_negative,-5}",
        "315360000001|{value_too_large,315360000001}",
        "99999999999999999999|{value_too_large,99999999999999999999}"
      },
      ignoreLeadingAndTrailingWhitespace = false)
  void othersAreRefusedWithTheReason(String text, String reason) {
    assertThatThrownBy(() -> Expiration.parse(Utf8.of(text)))
        .hasMessage("invalid expiration '" + text + "': " + reason);
  }
}
