package io.motet.storage.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/**
 * Runs the simulations over many seeds: 40 (of compaction, which is quick, five times as many), or
 * {@code -Dmotet.sim.seeds=N} beginning with {@code -Dmotet.sim.firstSeed=K}.
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
        throw failed(seed, e);
      }
    }
    assertTrue(crashes > 0);
  }

  @Test
  void theLastValueOfEachKeyIsThere() {
    int interruptions = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 5L * SEEDS; seed++) {
      try {
        interruptions += new CompactionSimulation(seed).run();
      } catch (Exception | AssertionError e) {
        throw failed(seed, e);
      }
    }
    assertTrue(interruptions > 0);
  }

  private static AssertionError failed(long seed, Throwable cause) {
    return new AssertionError(
        "seed "
            + seed
            + " fails; replay with -Dmotet.sim.firstSeed="
            + seed
            + " -Dmotet.sim.seeds=1",
        cause);
  }

  /** The simulation would notice: a disk that only says that it forces loses what was promised. */
  @Test
  void aDiskThatDoesNotForceIsFoundOut() throws IOException {
    boolean foundOut = false;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS && !foundOut; seed++) {
      LogSimulation simulation = new LogSimulation(seed).onDiskThatSkipsForces();
      try {
        simulation.run();
      } catch (AssertionError | UncheckedIOException | CompletionException e) {
        foundOut = true;
      }
    }
    assertTrue(foundOut);
  }
}
