package io.motet.storage.runtime;

import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a cycle on a thread of its own, parked while there is nothing to do. */
final class ThreadWorker implements Worker {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadWorker.class);

  private final DutyCycle cycle;
  private final Thread thread;
  private volatile boolean woken;
  private volatile boolean parked;
  private volatile boolean stopped;

  ThreadWorker(String name, DutyCycle cycle) {
    this.cycle = cycle;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stopped) {
        woken = false;
        park(cycle.doWork());
      }
    } catch (RuntimeException | Error e) {
      LOG.error("{} ends", thread.getName(), e);
    }
  }

  /** Sets {@code parked} before it looks at {@code woken}, so that no wake-up is missed. */
  private void park(long nanos) {
    if (nanos <= 0) {
      return;
    }
    parked = true;
    if (!woken && !stopped) {
      if (nanos == DutyCycle.UNTIL_WOKEN) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, nanos);
      }
    }
    parked = false;
  }

  @Override
  public void wake() {
    woken = true;
    if (parked) {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void stop() {
    stopped = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
