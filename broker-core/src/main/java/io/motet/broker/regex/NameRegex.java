package io.motet.broker.regex;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compiles the patterns of permissions and policies. RabbitMQ's are PCRE; they differ from Java's
 * in two places that occur: a brace that begins no repetition is plain text there, and character
 * classes have POSIX names.
 */
public final class NameRegex {
  private static final Pattern BRACE = Pattern.compile("(?<!\\\\)\\{(?!\\d+(,\\d*)?})");
  private static final Pattern POSIX = Pattern.compile("\\[:(\\^?)(\\w+):]");

  private NameRegex() {}

  /** Throws {@link java.util.regex.PatternSyntaxException} for what is no expression. */
  public static Pattern compile(String regex) {
    String java = regex.indexOf('{') >= 0 ? BRACE.matcher(regex).replaceAll("\\\\{") : regex;
    return Pattern.compile(java.contains("[:") ? withJavaClasses(java) : java);
  }

  private static String withJavaClasses(String regex) {
    return POSIX
        .matcher(regex)
        .replaceAll(match -> Matcher.quoteReplacement(javaClass(match.group(1), match.group(2))));
  }

  private static String javaClass(String negation, String name) {
    String letter = negation.isEmpty() ? "\\p" : "\\P";
    return switch (name) {
      case "word" -> negation.isEmpty() ? "\\w" : "\\W";
      case "xdigit" -> letter + "{XDigit}";
      default -> letter + "{" + Character.toUpperCase(name.charAt(0)) + name.substring(1) + "}";
    };
  }
}
