package io.motet.amqp.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.amqp.codec.FieldSkipper;
import io.motet.amqp.codec.FieldTable;
import io.motet.amqp.support.Wire;
import io.motet.broker.message.Utf8;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RoutingHeadersTest {
  private final RoutingHeaders headers = new RoutingHeaders();

  private void scan(Map<String, Object> table) {
    ByteBuf encoded = Unpooled.buffer();
    encoded.writeZero(3);
    FieldTable.write(encoded, table);
    headers.scan(encoded, 3 + 4, encoded.readableBytes() - 3 - 4);
  }

  @Test
  void findsKeysBehindValuesOfEveryType() {
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("text", "CC");
    table.put("bytes", new byte[] {1, 2});
    table.put("int", 1);
    table.put("long", 1L);
    table.put("short", (short) 1);
    table.put("byte", (byte) 1);
    table.put("bool", true);
    table.put("float", 1f);
    table.put("double", 1d);
    table.put("decimal", new java.math.BigDecimal("1.5"));
    table.put("time", Instant.EPOCH);
    table.put("nothing", null);
    table.put("list", List.of("x", List.of("y")));
    table.put("map", Map.of("CC", List.of("not this")));
    table.put("CC", Arrays.asList("a", 7, "b", null, "é"));
    scan(table);
    assertThat(headers.keys()).extracting(Utf8::toString).containsExactly("a", "b", "é");
    assertThat(headers.blind()).isFalse();
  }

  @Test
  void knowsBlindCopies() {
    scan(Map.of("BCC", List.of("a")));
    assertThat(headers.keys()).extracting(Utf8::toString).containsExactly("a");
    assertThat(headers.blind()).isTrue();
    scan(Map.of("cc", List.of("a")));
    assertThat(headers.keys()).isEmpty();
    assertThat(headers.blind()).isFalse();
  }

  @Test
  void refusesOtherTypes() {
    assertThatThrownBy(() -> scan(Map.of("BCC", 1)))
        .hasMessage("invalid message: {unacceptable_type_in_header,\"BCC\",signedint}");
  }

  @Test
  void refusesWhatNobodyCouldRead() {
    assertMalformed("field runs over the end of its table", 1, 'a', 'S', 0, 0, 0, 9, 'x');
    assertMalformed("field runs over the end of its table", 1, 'a', 'l', 1, 2, 3);
    assertMalformed("field runs over the end of its table", 9, 'a');
    assertMalformed("field runs over the end of its table", 1, 'a');
    assertMalformed("unknown field type 63", 1, 'a', '?');
    assertMalformed("unknown field type 63", 1, 'a', 'A', 0, 0, 0, 1, '?');
    assertMalformed("unknown field type 63", 1, 'a', 'F', 0, 0, 0, 3, 1, 'b', '?');
    assertMalformed("field runs over the end of its table", 2, 'C', 'C', 'A', 0, 0, 0, 2, 'S', 0);
  }

  private void assertMalformed(String reason, int... octets) {
    ByteBuf table = Wire.bytes(octets);
    assertThatThrownBy(() -> headers.scan(table, 0, table.readableBytes()))
        .hasMessage("malformed field table: " + reason);
  }

  @Test
  void takesTablesUpToItsDepth() {
    scan(nested(FieldSkipper.MAX_DEPTH));
    assertThatThrownBy(() -> scan(nested(FieldSkipper.MAX_DEPTH + 1)))
        .hasMessage("malformed field table: tables nested deeper than 100");
  }

  private static Map<String, Object> nested(int depth) {
    Map<String, Object> table = Map.of();
    for (int i = 0; i < depth; i++) {
      table = Map.of("t", table);
    }
    return table;
  }
}
