package io.motet.cli.control.term;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A value in a command's output. RabbitMQ's tools are written in Erlang and its kinds of value show
 * in what they print: a name that is an atom is bare where a text is quoted.
 */
public sealed interface Term {
  /** What an absent value prints as: nothing. */
  Term NOTHING = new Text("");

  /** A constant such as {@code running} or {@code true}. */
  record Atom(String name) implements Term {}

  /** A text chosen by a user, for example a queue's name. */
  record Text(String value) implements Term {}

  /** A whole number. */
  record Whole(long value) implements Term {}

  /** A number with a fraction. */
  record Decimal(double value) implements Term {}

  /** A list of anything but table fields. */
  record Items(List<Term> values) implements Term {}

  /** A fixed group, for example {@code {0,9,1}}. */
  record Tuple(List<Term> values) implements Term {}

  /** An AMQP table: arguments, headers, client properties. */
  record Table(List<Field> fields) implements Term {}

  /**
   * A field of a table.
   *
   * @param type RabbitMQ's name of the AMQP type, for example {@code longstr}
   */
  record Field(String name, String type, Term value) {}

  static Term atom(String name) {
    return new Atom(name);
  }

  static Term text(String value) {
    return new Text(value);
  }

  static Term whole(long value) {
    return new Whole(value);
  }

  static Term tuple(Term... values) {
    return new Tuple(List.of(values));
  }

  /** A list of atoms, for example a user's tags. */
  static Term atoms(List<?> names) {
    return new Items(names.stream().map(name -> atom(String.valueOf(name))).toList());
  }

  /**
   * A value out of a JSON answer: texts stay texts, booleans become atoms, null becomes nothing,
   * objects become AMQP tables.
   */
  static Term ofJson(Object json) {
    if (json == null) {
      return NOTHING;
    }
    if (json instanceof String text) {
      return new Text(text);
    }
    if (json instanceof Boolean bool) {
      return new Atom(bool.toString());
    }
    if (json instanceof Double number) {
      return new Decimal(number);
    }
    if (json instanceof Number number) {
      return new Whole(number.longValue());
    }
    if (json instanceof Map<?, ?> map) {
      return table(map);
    }
    if (json instanceof List<?> list) {
      return new Items(list.stream().map(Term::ofJson).toList());
    }
    throw new IllegalArgumentException("not a JSON value: " + json.getClass());
  }

  private static Term table(Map<?, ?> map) {
    List<Field> fields = new ArrayList<>();
    map.forEach(
        (name, value) -> fields.add(new Field(String.valueOf(name), type(value), ofJson(value))));
    return new Table(List.copyOf(fields));
  }

  /** JSON has lost the exact AMQP type; this is the one a client most likely sent. */
  private static String type(Object json) {
    if (json == null) {
      return "void";
    }
    if (json instanceof Boolean) {
      return "bool";
    }
    if (json instanceof Double) {
      return "double";
    }
    if (json instanceof Number number) {
      return number.longValue() == number.intValue() ? "signedint" : "long";
    }
    if (json instanceof Map) {
      return "table";
    }
    return json instanceof List ? "array" : "longstr";
  }
}
