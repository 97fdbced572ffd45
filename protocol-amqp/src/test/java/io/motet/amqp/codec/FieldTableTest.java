package io.motet.amqp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTableTest {
  private static Map<String, Object> read(ByteBuf bytes) {
    return FieldTable.read(bytes, bytes.readerIndex(), bytes.readableBytes());
  }

  private static Map<String, Object> throughTheWire(Map<String, Object> table) {
    ByteBuf bytes = Unpooled.buffer();
    FieldTable.write(bytes, table);
    assertThat(bytes.readInt()).isEqualTo(bytes.readableBytes());
    return read(bytes);
  }

  /** A table with one entry "k", its type and the bytes of its value. */
  private static ByteBuf entry(char type, int... value) {
    ByteBuf bytes = Unpooled.buffer().writeByte(1).writeByte('k').writeByte(type);
    for (int octet : value) {
      bytes.writeByte(octet);
    }
    return bytes;
  }

  @Test
  void comesBackAsItWas() {
    for (int seed = 0; seed < 500; seed++) {
      Map<String, Object> table = RandomTables.table(new Random(seed), 4);

      assertThat(throughTheWire(table)).as("seed %d", seed).isEqualTo(table);
    }
  }

  @Test
  void keepsTheOrderOfNames() {
    assertThat(throughTheWire(new java.util.LinkedHashMap<>(Map.of("b", 1))).keySet())
        .containsExactly("b");
    Map<String, Object> table = new java.util.LinkedHashMap<>();
    table.put("z", 1);
    table.put("a", 2);
    assertThat(throughTheWire(table).keySet()).containsExactly("z", "a");
  }

  static Stream<Arguments> tags() {
    return Stream.of(
        Arguments.of(entry('b', 0xFF), (byte) -1),
        Arguments.of(entry('B', 0xFF), (short) 255),
        Arguments.of(entry('s', 0xFF, 0xFE), (short) -2),
        Arguments.of(entry('u', 0xFF, 0xFE), 65534),
        Arguments.of(entry('I', 0xFF, 0xFF, 0xFF, 0xFF), -1),
        Arguments.of(entry('i', 0xFF, 0xFF, 0xFF, 0xFF), 4294967295L),
        Arguments.of(entry('l', 0, 0, 0, 0, 0, 0, 1, 0), 256L),
        Arguments.of(entry('L', 0, 0, 0, 0, 0, 0, 1, 0), 256L),
        Arguments.of(entry('f', 0x3F, 0x80, 0, 0), 1.0f),
        Arguments.of(entry('d', 0x3F, 0xF0, 0, 0, 0, 0, 0, 0), 1.0d),
        Arguments.of(entry('D', 2, 0, 0, 0, 125), new BigDecimal("1.25")),
        Arguments.of(entry('t', 2), true),
        Arguments.of(entry('t', 0), false),
        Arguments.of(entry('V'), null),
        Arguments.of(entry('S', 0, 0, 0, 1, 'x'), "x"),
        Arguments.of(entry('x', 0, 0, 0, 1, 'x'), new byte[] {'x'}),
        Arguments.of(entry('S', 0, 0, 0, 1, 0xFF), new byte[] {(byte) 0xFF}),
        Arguments.of(entry('T', 0x7F, 0, 0, 0, 0, 0, 0, 0), 0x7F00000000000000L),
        Arguments.of(entry('A', 0, 0, 0, 2, 't', 1), List.of(true)),
        Arguments.of(entry('F', 0, 0, 0, 4, 1, 'a', 't', 1), Map.of("a", true)));
  }

  @ParameterizedTest
  @MethodSource("tags")
  void readsRabbitsTypes(ByteBuf bytes, Object value) {
    assertThat(read(bytes).get("k")).isEqualTo(value);
  }

  @Test
  void writesWhatNoDecimalHoldsAsText() {
    assertThat(throughTheWire(Map.of("k", new BigDecimal("-1.5")))).containsEntry("k", "-1.5");
    assertThat(throughTheWire(Map.of("k", new BigDecimal("4294967296"))))
        .containsEntry("k", "4294967296");
  }

  @Test
  void refusesNamesThatAreTooLong() {
    ByteBuf out = Unpooled.buffer();

    assertThatThrownBy(() -> FieldTable.write(out, Map.of("k".repeat(256), 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesValuesWithoutAType() {
    ByteBuf out = Unpooled.buffer();

    assertThatThrownBy(() -> FieldTable.write(out, Map.of("k", new Object())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesFieldsThatRunOverTheirTable() {
    assertThatThrownBy(() -> read(entry('S', 0, 0, 0, 2, 'x'))).isInstanceOf(AmqpException.class);
    assertThatThrownBy(() -> read(entry('S', 0xFF, 0xFF, 0xFF, 0xFF)))
        .isInstanceOf(AmqpException.class);
    assertThatThrownBy(() -> read(entry('F', 0, 0, 0, 1, 1, 'a', 't', 1)))
        .isInstanceOf(AmqpException.class)
        .hasMessageContaining("runs over");
  }

  @ParameterizedTest
  @ValueSource(chars = {'Z', 0, 'X', 255})
  void refusesTypesItDoesNotKnow(char type) {
    assertThatThrownBy(() -> read(entry(type))).isInstanceOf(AmqpException.class);
  }

  @Test
  void nestsUpToItsLimitAndNoDeeper() {
    assertThat(read(nested(FieldTable.MAX_DEPTH))).hasSize(1);
    assertThatThrownBy(() -> read(nested(FieldTable.MAX_DEPTH + 1)))
        .isInstanceOf(AmqpException.class)
        .hasMessageContaining("deeper");
  }

  private static ByteBuf nested(int depth) {
    ByteBuf inner = Unpooled.EMPTY_BUFFER;
    for (int i = 0; i < depth; i++) {
      ByteBuf outer = Unpooled.buffer().writeByte(1).writeByte('k').writeByte('F');
      inner = outer.writeInt(inner.readableBytes()).writeBytes(inner);
    }
    return inner;
  }
}
