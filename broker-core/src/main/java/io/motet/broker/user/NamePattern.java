package io.motet.broker.user;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.regex.NameRegex;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of a permission and its past decisions. It matches anywhere in a name, as in
 * RabbitMQ; the empty one matches the empty name only, which no queue has. Immutable, so a change
 * of the permission makes a new one with no decisions. Any thread.
 */
final class NamePattern {
  /** Most names remembered: a client that makes up names must not fill the memory. */
  static final int MAX_DECISIONS = 1_000;

  private final Pattern pattern;
  private final ConcurrentMap<String, Boolean> decisions = new ConcurrentHashMap<>();

  NamePattern(String regex) {
    this.pattern = compile(regex);
  }

  /** Refuses a wrong expression, quoting it. */
  static Pattern compile(String regex) {
    try {
      return NameRegex.compile(regex.isEmpty() ? "^$" : regex);
    } catch (PatternSyntaxException e) {
      throw new BrokerException(
          ErrorKind.INVALID, "invalid regular expression '" + regex + "': " + e.getDescription());
    }
  }

  /** Names remembered now. */
  int decisionCount() {
    return decisions.size();
  }

  boolean matches(String name) {
    Boolean known = decisions.get(name);
    if (known != null) {
      return known;
    }
    boolean matches = pattern.matcher(name).find();
    if (decisions.size() < MAX_DECISIONS) {
      decisions.put(name, matches);
    }
    return matches;
  }
}
