package io.motet.kafka.quota;

/**
 * Tokens that come at a steady rate and are spent as changes are made. It holds what comes in
 * eleven seconds; who spends more than there is owes it. Any thread.
 */
final class TokenBucket {
  private static final int BURST_SECONDS = 11;

  private double tokens;
  private long lastMillis;

  /** A full one. */
  TokenBucket(double perSecond, long nowMillis) {
    tokens = perSecond * BURST_SECONDS;
    lastMillis = nowMillis;
  }

  /**
   * Spends tokens.
   *
   * @param strict whether nothing is spent while something is owed
   * @return 0, or how long it takes until nothing is owed: strictly, that nothing was spent
   */
  synchronized long spend(double amount, double perSecond, boolean strict, long nowMillis) {
    double come = Math.max(0, nowMillis - lastMillis) / 1000.0 * perSecond;
    tokens = Math.min(perSecond * BURST_SECONDS, tokens + come);
    lastMillis = Math.max(lastMillis, nowMillis);
    if (strict && tokens < 0) {
      return owedMillis(perSecond);
    }
    tokens -= amount;
    return strict || tokens >= 0 ? 0 : owedMillis(perSecond);
  }

  private long owedMillis(double perSecond) {
    return (long) Math.ceil(-tokens / perSecond * 1000);
  }
}
