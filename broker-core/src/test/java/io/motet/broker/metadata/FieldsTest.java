package io.motet.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldsTest {
  @Test
  void valuesComeBackWithTheirType() {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("text", "ä");
    arguments.put("empty", "");
    arguments.put("byte", (byte) -1);
    arguments.put("short", (short) 300);
    arguments.put("int", 70_000);
    arguments.put("long", Long.MIN_VALUE);
    arguments.put("float", 1.5f);
    arguments.put("double", -2.25);
    arguments.put("decimal", new BigDecimal("12.345"));
    arguments.put("true", true);
    arguments.put("false", false);
    arguments.put("time", Instant.ofEpochSecond(1_700_000_000));
    arguments.put("void", null);
    arguments.put("list", Arrays.asList(1, "two", null, List.of()));
    arguments.put("table", Map.of("k", Map.of("deep", 1L)));

    Map<String, Object> decoded =
        Fields.decode(Fields.empty().with("arguments", arguments).encode()).table("arguments");

    assertThat(decoded).isEqualTo(arguments);
    assertThat(decoded.get("byte")).isInstanceOf(Byte.class);
    assertThat(decoded.get("float")).isInstanceOf(Float.class);
  }

  @Test
  void bytesComeBack() {
    Fields decoded =
        Fields.decode(Fields.empty().with("table", Map.of("x", new byte[] {0, -1, 127})).encode());
    assertThat(decoded.table("table").get("x")).isEqualTo(new byte[] {0, -1, 127});
  }

  @Test
  void recordsWithinARecordComeBack() {
    List<Fields> records = List.of(Fields.empty().with("n", 1), Fields.empty().with("n", 2));
    Fields decoded = Fields.decode(Fields.empty().withRecords("all", records).encode());
    assertThat(decoded.records("all")).isEqualTo(records);
    assertThat(decoded.records("none")).isEmpty();
  }

  @Test
  void aFieldWithoutValueIsNotThere() {
    Fields decoded = Fields.decode(Fields.empty().with("a", null).with("b", "").encode());
    assertThat(decoded.has("a")).isFalse();
    assertThat(decoded.has("b")).isTrue();
    assertThat(decoded.has("c")).isFalse();
  }

  @Test
  void absentFieldsHaveDefaults() {
    Fields decoded = Fields.decode(Fields.empty().encode());
    assertThat(decoded.text("a")).isNull();
    assertThat(decoded.flag("a")).isFalse();
    assertThat(decoded.number("a", 7)).isEqualTo(7);
    assertThat(decoded.table("a")).isEmpty();
    assertThat(decoded.texts("a")).isEmpty();
  }

  @Test
  void orderOfFieldsDoesNotMatter() {
    Fields one = Fields.empty().with("a", 1).with("b", 2);
    Fields other = Fields.empty().with("b", 2).with("a", 1);
    assertThat(one.encode()).isEqualTo(other.encode());
  }

  @Test
  void foreignBytesAreRefused() {
    assertThatThrownBy(() -> Fields.decode(new byte[] {9, 0, 0, 0, 0}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("unknown version 9");
    byte[] whole = Fields.empty().with("name", "value").encode();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Fields.decode(cut)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void anyNameCanBePartOfAKey() {
    List<String> parts = List.of("queue", "/", "a%2Fb/c%", "", "日本");
    String key = MetadataKey.of(parts.toArray(String[]::new));
    assertThat(MetadataKey.parts(key)).isEqualTo(parts);
    assertThat(MetadataKey.of("a", "b/c")).isNotEqualTo(MetadataKey.of("a", "b", "c"));
  }
}
