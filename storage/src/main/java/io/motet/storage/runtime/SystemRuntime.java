package io.motet.storage.runtime;

import java.security.SecureRandom;
import java.util.concurrent.locks.LockSupport;

/** The real clock, and one daemon thread for each cycle. */
public final class SystemRuntime implements StorageRuntime {
  private static final long PAUSE_NANOS = 200_000;

  private final SecureRandom random = new SecureRandom();

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public long currentTimeMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public int randomInt() {
    return random.nextInt();
  }

  @Override
  public Worker start(String name, DutyCycle cycle) {
    ThreadWorker worker = new ThreadWorker(name, cycle);
    worker.start();
    return worker;
  }

  @Override
  public void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }
}
