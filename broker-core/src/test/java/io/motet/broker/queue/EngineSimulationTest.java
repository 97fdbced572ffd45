package io.motet.broker.queue;

import org.junit.jupiter.api.Test;

/**
 * Runs the simulation over many seeds: {@code -Dmotet.simulation.seeds=N} for more, {@code
 * -Dmotet.simulation.seed=S} for the one that failed.
 */
class EngineSimulationTest {
  private static final int SEEDS = 4_000;

  @Test
  void holdsForEverySeed() {
    Long one = Long.getLong("motet.simulation.seed");
    long first = one == null ? 1 : one;
    long last = one == null ? Integer.getInteger("motet.simulation.seeds", SEEDS) : one;
    for (long seed = first; seed <= last; seed++) {
      try {
        new EngineSimulation(seed).run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("fails with -Dmotet.simulation.seed=" + seed, e);
      }
    }
  }
}
