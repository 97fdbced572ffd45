package io.motet.storage.simulation;

import org.junit.jupiter.api.Test;

/**
 * Runs the simulation over many seeds: 40, or {@code -Dmotet.sim.seeds=N} beginning with {@code
 * -Dmotet.sim.firstSeed=K}.
 */
class JournalSimulationTest {
  private static final int SEEDS = Integer.getInteger("motet.sim.seeds", 40);
  private static final long FIRST_SEED = Long.getLong("motet.sim.firstSeed", 1);

  @Test
  void nothingConfirmedIsLostAndNothingSettledComesBack() {
    Coverage coverage = new Coverage();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      try {
        new JournalSimulation(seed, coverage).run();
      } catch (Exception | AssertionError e) {
        throw new AssertionError(
            "seed "
                + seed
                + " fails; replay with -Dmotet.sim.firstSeed="
                + seed
                + " -Dmotet.sim.seeds=1",
            e);
      }
    }
    if (SEEDS >= 40) {
      coverage.check();
    }
  }
}
