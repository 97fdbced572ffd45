package io.motet.broker.runtime;

import java.security.SecureRandom;
import java.util.concurrent.ThreadLocalRandom;

/** The operating system's chance. */
public final class SystemEntropy implements Entropy {
  private final SecureRandom secure = new SecureRandom();

  @Override
  public void nextBytes(byte[] target) {
    secure.nextBytes(target);
  }

  @Override
  public int nextInt(int bound) {
    return ThreadLocalRandom.current().nextInt(bound);
  }
}
