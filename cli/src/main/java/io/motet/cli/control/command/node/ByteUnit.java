package io.motet.cli.control.command.node;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** The units that {@code status --unit} takes. */
enum ByteUnit {
  BYTES(1),
  MB(1_000_000),
  MIB(1 << 20),
  GB(1_000_000_000),
  GIB(1 << 30);

  private static final int DIGITS = 4;

  private final long sizeBytes;

  ByteUnit(long sizeBytes) {
    this.sizeBytes = sizeBytes;
  }

  /** Null when there is none of that name. */
  static ByteUnit named(String name) {
    for (ByteUnit unit : values()) {
      if (unit.label().equals(name.toLowerCase(Locale.ROOT))) {
        return unit;
      }
    }
    return null;
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For example {@code 0.1636 gb}. */
  String format(Object bytes) {
    if (!(bytes instanceof Number number)) {
      return "(not available)";
    }
    if (this == BYTES) {
      return number.longValue() + " bytes";
    }
    BigDecimal rounded =
        BigDecimal.valueOf(number.doubleValue() / sizeBytes).setScale(DIGITS, RoundingMode.HALF_UP);
    return rounded.doubleValue() + " " + label();
  }
}
