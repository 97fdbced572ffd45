package io.motet.broker.user;

import io.motet.broker.runtime.Entropy;
import java.util.Random;

/** Chance that is the same in every run. */
public final class FixedEntropy implements Entropy {
  private final Random random;

  public FixedEntropy(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public void nextBytes(byte[] target) {
    random.nextBytes(target);
  }

  @Override
  public int nextInt(int bound) {
    return random.nextInt(bound);
  }
}
