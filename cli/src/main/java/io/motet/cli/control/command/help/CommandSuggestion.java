package io.motet.cli.control.command.help;

import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.CommandRegistry;

/** Guesses which command a name with a typing error meant, by Jaro's measure of likeness. */
public final class CommandSuggestion {
  private static final double ENOUGH = 0.77;

  private CommandSuggestion() {}

  /** What to print for a name that is no command. */
  public static String notFound(String typed, CommandRegistry registry) {
    String message = "\nCommand '" + typed + "' not found. \n";
    String nearest = nearest(typed, registry);
    return nearest == null
        ? message + HelpText.overview(registry)
        : message + "Did you mean '" + nearest + "'? \n";
  }

  private static String nearest(String typed, CommandRegistry registry) {
    String best = null;
    double bestLikeness = ENOUGH;
    for (Command command : registry.all()) {
      double likeness = jaro(command.manual().name(), typed);
      if (likeness >= bestLikeness) {
        best = command.manual().name();
        bestLikeness = likeness;
      }
    }
    return best;
  }

  /** 1 for equal texts, 0 for texts with nothing in common. */
  static double jaro(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.equals(b) ? 1 : 0;
    }
    int window = Math.max(Math.max(a.length(), b.length()) / 2 - 1, 0);
    boolean[] usedInB = new boolean[b.length()];
    StringBuilder matchedA = new StringBuilder();
    for (int i = 0; i < a.length(); i++) {
      int end = Math.min(b.length(), i + window + 1);
      for (int j = Math.max(0, i - window); j < end; j++) {
        if (!usedInB[j] && a.charAt(i) == b.charAt(j)) {
          usedInB[j] = true;
          matchedA.append(a.charAt(i));
          break;
        }
      }
    }
    int matches = matchedA.length();
    if (matches == 0) {
      return 0;
    }
    double swapped = transpositions(matchedA, b, usedInB) / 2.0;
    double m = matches;
    return (m / a.length() + m / b.length() + (m - swapped) / m) / 3;
  }

  private static int transpositions(StringBuilder matchedA, String b, boolean[] usedInB) {
    int count = 0;
    int k = 0;
    for (int j = 0; j < usedInB.length; j++) {
      if (usedInB[j] && b.charAt(j) != matchedA.charAt(k++)) {
        count++;
      }
    }
    return count;
  }
}
