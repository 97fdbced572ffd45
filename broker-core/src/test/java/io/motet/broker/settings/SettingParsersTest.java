package io.motet.broker.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingParsersTest {
  private enum Colour {
    RED,
    DARK_BLUE
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "1000,1000",
    "64MiB,67108864",
    "64 MiB,67108864",
    "50MB,50000000",
    "2K,2048",
    "1g,1073741824",
    "3TB,3000000000000"
  })
  void bytes(String text, long expected) {
    assertThat(SettingParsers.bytes(0, Long.MAX_VALUE).apply(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MiB", "1XB", "-1", "99999999999TiB", "1.5MB"})
  void wrongBytes(String text) {
    Function<String, Long> parser = SettingParsers.bytes(0, Long.MAX_VALUE);
    assertThatThrownBy(() -> parser.apply(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"500,500", "500ms,500", "30s,30000", "5min,300000", "2h,7200000", "1d,86400000"})
  void durations(String text, long expected) {
    assertThat(SettingParsers.durationMillis(0, Long.MAX_VALUE).apply(text)).isEqualTo(expected);
  }

  @Test
  void boundsAreIncluded() {
    Function<String, Integer> parser = SettingParsers.integer(-1, 5);
    assertThat(parser.apply("-1")).isEqualTo(-1);
    assertThat(parser.apply("5")).isEqualTo(5);
    assertThatThrownBy(() -> parser.apply("6")).hasMessageContaining("from -1 to 5");
    assertThatThrownBy(() -> parser.apply("x")).hasMessageContaining("from -1 to 5");
    Function<String, Double> fraction = SettingParsers.fraction(0, 1);
    assertThat(fraction.apply("0.4")).isEqualTo(0.4);
    assertThatThrownBy(() -> fraction.apply("1.1")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> fraction.apply("NaN")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void constants() {
    assertThat(SettingParsers.oneOf(Colour.class).apply("dark-blue")).isEqualTo(Colour.DARK_BLUE);
    assertThatThrownBy(() -> SettingParsers.oneOf(Colour.class).apply("green"))
        .hasMessageContaining("red, dark_blue");
    assertThat(SettingParsers.bool().apply("on")).isTrue();
    assertThatThrownBy(() -> SettingParsers.bool().apply("maybe"))
        .hasMessageContaining("true or false");
  }

  @ParameterizedTest
  @CsvSource({
    "5672,,5672",
    "0,,0",
    "127.0.0.1:5672,127.0.0.1,5672",
    "[::1]:5672,::1,5672",
    "localhost:1,localhost,1",
    "none,,-1"
  })
  void addresses(String text, String host, int port) {
    assertThat(ListenAddress.parse(text)).isEqualTo(new ListenAddress(host, port));
    assertThat(ListenAddress.parse(text).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", ":5672", "localhost", "localhost:", "65536", "-1", "[]:1"})
  void wrongAddresses(String text) {
    assertThatThrownBy(() -> ListenAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("address:port");
  }

  @Test
  void familiesOfKeys() {
    SettingKey<Boolean> family =
        new SettingKey<>("loopback_users.*", SettingParsers.bool(), "true", "");
    Settings settings =
        Settings.of(Map.of("loopback_users.guest", "false", "loopback_users.a.b", "true"));
    settings.check(List.of(family));
    assertThat(settings.family(family)).isEqualTo(Map.of("guest", false, "a.b", true));
    assertThatThrownBy(() -> Settings.of(Map.of("loopback_users.x", "7")).check(List.of(family)))
        .hasMessageContaining("loopback_users.x = 7");
    assertThatThrownBy(() -> Settings.of(Map.of("loopback_user.x", "true")).check(List.of(family)))
        .hasMessageContaining("unknown setting loopback_user.x")
        .hasMessageContaining("loopback_users.*");
  }
}
