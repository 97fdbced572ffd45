package io.motet.kafka.pattern;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A pattern that a client sent. Matching takes time linear in the text's length; how large and how
 * deep the pattern may be is limited before it is compiled, because repetitions multiply.
 */
public final class ClientPattern {
  private static final int MAX_LENGTH = 10_000;

  private final Pattern pattern;

  private ClientPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /** Compiles it. */
  public static ClientPattern of(String text) throws InvalidPatternException {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidPatternException("pattern too long");
    }
    PatternCost.check(text);
    try {
      return new ClientPattern(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      throw new InvalidPatternException(e.getDescription());
    }
  }

  /** Whether it matches the whole text. */
  public boolean matches(String text) {
    return pattern.matches(text);
  }
}
