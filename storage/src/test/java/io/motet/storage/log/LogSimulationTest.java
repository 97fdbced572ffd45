package io.motet.storage.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * Runs the simulation over many seeds: 40, or {@code -Dmotet.sim.seeds=N} beginning with {@code
 * -Dmotet.sim.firstSeed=K}.
 */
class LogSimulationTest {
  private static final int SEEDS = Integer.getInteger("motet.sim.seeds", 40);
  private static final long FIRST_SEED = Long.getLong("motet.sim.firstSeed", 1);

  @Test
  void whatWasCommittedIsThereAndNothingElse() {
    int crashes = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      try {
        crashes += new LogSimulation(seed).run();
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
    assertTrue(crashes > 0);
  }
}
