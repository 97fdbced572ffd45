package io.motet.broker.exchange;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One binding of a headers exchange, taken apart once so that matching is a loop. */
final class HeaderRule {
  /** How the conditions are joined, and whether names that begin with {@code x-} are conditions. */
  enum Mode {
    ALL,
    ANY,
    ALL_WITH_X,
    ANY_WITH_X;

    /** Null when the text is none of them. */
    static Mode of(String text) {
      return switch (text) {
        case "all" -> ALL;
        case "any" -> ANY;
        case "all-with-x" -> ALL_WITH_X;
        case "any-with-x" -> ANY_WITH_X;
        default -> null;
      };
    }

    boolean any() {
      return this == ANY || this == ANY_WITH_X;
    }

    boolean withX() {
      return this == ALL_WITH_X || this == ANY_WITH_X;
    }
  }

  private final BoundDestination bound;
  private final boolean any;
  private final List<Condition> conditions = new ArrayList<>();

  HeaderRule(BoundDestination bound) {
    this.bound = bound;
    Map<String, Object> arguments = bound.binding().arguments();
    Mode named = arguments.get(HeadersExchangeType.MATCH) instanceof String t ? Mode.of(t) : null;
    Mode mode = named == null ? Mode.ALL : named;
    this.any = mode.any();
    arguments.forEach(
        (name, value) -> {
          boolean skipped =
              mode.withX() ? name.equals(HeadersExchangeType.MATCH) : name.startsWith("x-");
          if (!skipped) {
            conditions.add(new Condition(name, canonical(value)));
          }
        });
  }

  @SuppressWarnings("ReferenceEquality") // equal bindings may be there more than once
  boolean isOf(BoundDestination other) {
    return bound == other;
  }

  Destination destination() {
    return bound.destination();
  }

  boolean matches(Map<String, Object> headers) {
    for (Condition condition : conditions) {
      if (condition.holds(headers) == any) {
        return any;
      }
    }
    return !any;
  }

  /**
   * Makes values equal that RabbitMQ takes for equal: integers of any width, the two widths of
   * floating point, text and bytes of the same content. An integer never equals a float.
   */
  private static Object canonical(Object value) {
    if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    if (value instanceof byte[] bytes) {
      return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }
    if (value instanceof BigDecimal || !(value instanceof List<?> || value instanceof Map<?, ?>)) {
      return value;
    }
    return new Nested(value);
  }

  private record Condition(String name, Object value) {
    boolean holds(Map<String, Object> headers) {
      if (value == null) {
        return headers.containsKey(name);
      }
      Object actual = headers.get(name);
      return actual != null && value.equals(canonical(actual));
    }
  }

  /** A list or table, compared by content also where it holds byte arrays. */
  private record Nested(Object value) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Nested that
          && Arrays.deepEquals(new Object[] {flat(value)}, new Object[] {flat(that.value)});
    }

    @Override
    public int hashCode() {
      return Objects.hashCode(value.getClass());
    }

    private static Object flat(Object value) {
      if (value instanceof List<?> list) {
        return list.stream().map(Nested::flat).toArray();
      }
      if (value instanceof Map<?, ?> map) {
        return map.entrySet().stream()
            .sorted(java.util.Comparator.comparing(entry -> (String) entry.getKey()))
            .flatMap(e -> java.util.stream.Stream.of(e.getKey(), flat(e.getValue())))
            .toArray();
      }
      return canonical(value);
    }
  }
}
