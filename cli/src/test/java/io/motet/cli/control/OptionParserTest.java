package io.motet.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.cli.control.option.OptionParser;
import io.motet.cli.control.option.ParsedArguments;
import io.motet.cli.control.option.Switch;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionParserTest {
  private final OptionParser parser =
      new OptionParser(
          List.of(
              Switch.flag("quiet").or('q'),
              Switch.text("vhost").or('p'),
              Switch.whole("timeout").or('t'),
              Switch.flag("if-empty")));

  @Test
  void optionsMayStandAnywhere() {
    ParsedArguments parsed = parse("-q", "a", "--vhost", "v", "b", "-t", "5");
    assertThat(parsed.arguments()).containsExactly("a", "b");
    assertThat(parsed.flag("quiet")).isTrue();
    assertThat(parsed.text("vhost", "/")).isEqualTo("v");
    assertThat(parsed.whole("timeout", 0)).isEqualTo(5);
    assertThat(parsed.invalid()).isEmpty();
  }

  @Test
  void valuesMayFollowAnEqualsSign() {
    assertThat(parse("--vhost=a=b").text("vhost", "/")).isEqualTo("a=b");
    assertThat(parse("--quiet=false").flag("quiet")).isFalse();
  }

  @Test
  void flagsCanBeDenied() {
    assertThat(parse("--no-quiet").options()).containsEntry("quiet", "false");
  }

  @Test
  void underscoresAreDashes() {
    assertThat(parse("--if_empty").flag("if-empty")).isTrue();
  }

  @Test
  void whatFollowsTwoDashesIsNoOption() {
    assertThat(parse("a", "--", "-q", "--vhost").arguments()).containsExactly("a", "-q", "--vhost");
  }

  @Test
  void negativeNumbersAndALoneDashAreArguments() {
    assertThat(parse("-1", "-").arguments()).containsExactly("-1", "-");
  }

  @Test
  void whatIsWrongIsCollected() {
    assertThat(parse("--bogus", "--timeout", "soon", "--vhost").invalid())
        .containsExactly("--bogus : ", "--timeout : soon", "--vhost : ");
  }

  private ParsedArguments parse(String... line) {
    return parser.parse(List.of(line));
  }
}
