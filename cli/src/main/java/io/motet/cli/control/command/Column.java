package io.motet.cli.control.command;

import io.motet.cli.control.term.Term;
import java.util.Map;
import java.util.function.Function;

/**
 * A column of a listing.
 *
 * @param value finds it in an object that the HTTP API answered
 */
public record Column(String name, Function<Map<String, Object>, Term> value) {
  /** A field of the same name. */
  public static Column field(String name) {
    return field(name, name);
  }

  /** A field that the API names differently. */
  public static Column field(String name, String apiName) {
    return new Column(name, object -> Term.ofJson(object.get(apiName)));
  }

  /** A field of an object within the object. */
  public static Column nested(String name, String outer, String inner) {
    return new Column(
        name,
        object ->
            object.get(outer) instanceof Map<?, ?> details
                ? Term.ofJson(details.get(inner))
                : Term.NOTHING);
  }

  /** A field whose texts are constants. */
  public static Column atom(String name) {
    return new Column(name, object -> atomOf(object.get(name)));
  }

  /** Something that RabbitMQ has and one JVM has not: always empty. */
  public static Column empty(String name) {
    return new Column(name, object -> Term.NOTHING);
  }

  private static Term atomOf(Object json) {
    return json instanceof String text ? Term.atom(text) : Term.ofJson(json);
  }
}
