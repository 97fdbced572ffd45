package io.motet.management.stats;

/**
 * Bounds how many objects have a full history, so that statistics of very many busy objects cannot
 * fill the heap; the others have rates only. Used by the sampler's thread alone.
 */
final class HistoryBudget {
  private final int most;
  private int taken;

  HistoryBudget(int most) {
    this.most = most;
  }

  Retention take() {
    if (taken == most) {
      return Retention.RATES_ONLY;
    }
    taken++;
    return Retention.BASIC;
  }

  void giveBack(Retention retention) {
    if (retention.equals(Retention.BASIC)) {
      taken--;
    }
  }
}
