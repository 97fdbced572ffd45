package io.motet.broker.topic;

/** What a topic can be called; the texts are Kafka's. */
public final class TopicNames {
  private static final int MAX_LENGTH = 249;

  private TopicNames() {}

  /** Whether a topic may have that name. */
  public static boolean isAllowed(String name) {
    return wrong(name) == null;
  }

  static void check(String name) {
    String wrong = wrong(name);
    if (wrong != null) {
      throw new TopicException(
          TopicException.Reason.INVALID_NAME, "Topic name is invalid: " + wrong);
    }
  }

  private static String wrong(String name) {
    if (name.isEmpty()) {
      return "the empty string is not allowed";
    }
    if (name.equals(".") || name.equals("..")) {
      return "'" + name + "' is not allowed";
    }
    if (name.length() > MAX_LENGTH) {
      return "the length of '" + name + "' is longer than the max allowed length " + MAX_LENGTH;
    }
    return name.chars().allMatch(TopicNames::isAllowed)
        ? null
        : "'"
            + name
            + "' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'";
  }

  private static boolean isAllowed(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }
}
