package io.motet.storage.simulation;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import org.junit.jupiter.api.Test;

/**
 * Runs the simulation over many seeds: 1,000, or {@code -Dmotet.sim.seeds=N} beginning with {@code
 * -Dmotet.sim.firstSeed=K}.
 */
class JournalSimulationTest {
  private static final int SEEDS = Integer.getInteger("motet.sim.seeds", 1_000);
  private static final long FIRST_SEED = Long.getLong("motet.sim.firstSeed", 1);

  /** Noting every touch of every buffer takes nine tenths of the time: not in all seeds. */
  private static final int WATCHED_SEEDS = 10;

  private static final int SEEDS_WITH_EVERYTHING = 40;

  @Test
  void nothingConfirmedIsLostAndNothingSettledComesBack() {
    Coverage coverage = new Coverage();
    Level level = ResourceLeakDetector.getLevel();
    try {
      for (int i = 0; i < SEEDS; i++) {
        ResourceLeakDetector.setLevel(i < WATCHED_SEEDS ? level : Level.SIMPLE);
        run(FIRST_SEED + i, coverage);
      }
    } finally {
      ResourceLeakDetector.setLevel(level);
    }
    if (SEEDS >= SEEDS_WITH_EVERYTHING) {
      coverage.check();
    }
  }

  private static void run(long seed, Coverage coverage) {
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
}
