package io.motet.broker.vhost;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErlangText;
import io.motet.broker.error.ErrorKind;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/**
 * Whether a second declaration asks for what is there already. Numbers are compared by value,
 * whatever their width on the wire; the texts are RabbitMQ's.
 */
final class Equivalence {
  private Equivalence() {}

  /**
   * @param resource as error texts call it
   */
  static void check(String resource, String field, boolean current, boolean received) {
    if (current != received) {
      throw refusal(resource, field, quoted(current), quoted(received));
    }
  }

  /** Compares names that RabbitMQ keeps as atoms, which it prints with quotes of their own. */
  static void checkAtom(String resource, String field, String current, String received) {
    if (!current.equals(received)) {
      throw refusal(resource, field, quoted(atom(current)), quoted(atom(received)));
    }
  }

  /** Compares the arguments of these names; others may differ. */
  static void checkArguments(
      String resource,
      Map<String, Object> current,
      Map<String, Object> received,
      Collection<String> names) {
    for (String name : names) {
      checkArgument(resource, name, current, received);
    }
  }

  private static void checkArgument(
      String resource, String name, Map<String, Object> current, Map<String, Object> received) {
    boolean here = current.containsKey(name);
    boolean there = received.containsKey(name);
    Object currentValue = current.get(name);
    Object receivedValue = received.get(name);
    if (here && there) {
      if (!sameValue(currentValue, receivedValue)) {
        throw refusal(resource, name, quoted(currentValue), quoted(receivedValue));
      }
    } else if (here != there && !isImpliedType(name, here ? currentValue : receivedValue)) {
      throw refusal(resource, name, typed(here, currentValue), typed(there, receivedValue));
    }
  }

  /** A queue without a type is a classic one. */
  private static boolean isImpliedType(String name, Object value) {
    return name.equals(QueueArguments.TYPE) && "classic".equals(value);
  }

  private static boolean sameValue(Object a, Object b) {
    if (isWhole(a) && isWhole(b)) {
      return ((Number) a).longValue() == ((Number) b).longValue();
    }
    if (isFloating(a) && isFloating(b)) {
      return ((Number) a).doubleValue() == ((Number) b).doubleValue();
    }
    return Objects.deepEquals(a, b);
  }

  private static boolean isWhole(Object value) {
    return value instanceof Number && !isFloating(value) && !(value instanceof BigDecimal);
  }

  private static boolean isFloating(Object value) {
    return value instanceof Float || value instanceof Double;
  }

  private static String atom(String name) {
    return name.matches("[a-z][A-Za-z0-9_@]*") ? name : "'" + name + "'";
  }

  private static String quoted(Object value) {
    return "'" + ErlangText.bare(value) + "'";
  }

  private static String typed(boolean present, Object value) {
    return present
        ? "the value '" + ErlangText.bare(value) + "' of type '" + ErlangText.typeName(value) + "'"
        : "none";
  }

  private static BrokerException refusal(
      String resource, String field, String current, String received) {
    return new BrokerException(
        ErrorKind.PRECONDITION_FAILED,
        "inequivalent arg '"
            + field
            + "' for "
            + resource
            + ": received "
            + received
            + " but current is "
            + current);
  }
}
