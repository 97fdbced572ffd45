package io.motet.amqp.codec;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Field tables of all value types that keep their type on the wire. */
final class RandomTables {
  private RandomTables() {}

  static Map<String, Object> table(Random random, int depth) {
    Map<String, Object> table = new LinkedHashMap<>();
    int size = random.nextInt(8);
    for (int i = 0; i < size; i++) {
      table.put("k" + random.nextInt(1000), value(random, depth));
    }
    return table;
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 13 : 11)) {
      case 0 -> "text " + random.nextInt() + " \u00e4\u4e2d\ud83d\ude00";
      case 1 -> random.nextBoolean();
      case 2 -> (byte) random.nextInt();
      case 3 -> (short) random.nextInt();
      case 4 -> random.nextInt();
      case 5 -> random.nextLong();
      case 6 -> random.nextFloat();
      case 7 -> random.nextDouble();
      case 8 -> BigDecimal.valueOf(random.nextInt() & 0xFFFFFFFFL, random.nextInt(256));
      case 9 -> Instant.ofEpochSecond(random.nextInt());
      case 10 -> null;
      case 11 -> table(random, depth - 1);
      default -> list(random, depth - 1);
    };
  }

  private static List<Object> list(Random random, int depth) {
    List<Object> list = new ArrayList<>();
    int size = random.nextInt(5);
    for (int i = 0; i < size; i++) {
      list.add(value(random, depth));
    }
    return list;
  }
}
