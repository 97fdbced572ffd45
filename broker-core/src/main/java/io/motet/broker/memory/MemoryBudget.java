package io.motet.broker.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The account of content memory, with the three marks that keep it within its limit: above 60 %
 * queues page out, above 85 % publishers are held back, below 70 % they go on.
 *
 * <p>Counts whole slabs and large bodies, so it changes once per hundreds of small messages and an
 * atomic is cheap enough. Any thread.
 */
public final class MemoryBudget implements MemoryAccount {
  private static final double PAGE_OUT_ABOVE = 0.60;
  private static final double BLOCK_ABOVE = 0.85;
  private static final double RESUME_BELOW = 0.70;

  private final AtomicLong used = new AtomicLong();
  private final AlarmBoard alarms;
  private final long limitBytes;
  private final long pageOutBytes;
  private final long blockBytes;
  private final long resumeBytes;
  private volatile boolean blocked;

  /**
   * @param limitBytes the whole budget
   * @param alarms where {@link Alarms.Alarm#MEMORY} is raised
   */
  public MemoryBudget(long limitBytes, AlarmBoard alarms) {
    if (limitBytes <= 0) {
      throw new IllegalArgumentException("memory limit must be positive, not " + limitBytes);
    }
    this.limitBytes = limitBytes;
    this.alarms = alarms;
    this.pageOutBytes = (long) (limitBytes * PAGE_OUT_ABOVE);
    this.blockBytes = (long) (limitBytes * BLOCK_ABOVE);
    this.resumeBytes = (long) (limitBytes * RESUME_BELOW);
  }

  @Override
  public long limitBytes() {
    return limitBytes;
  }

  @Override
  public long usedBytes() {
    return used.get();
  }

  /** Bytes above the mark from which queues should page out; 0 or less when there is no need. */
  public long excessBytes() {
    return used.get() - pageOutBytes;
  }

  /** Counts an allocation. */
  public void add(long sizeBytes) {
    if (used.addAndGet(sizeBytes) > blockBytes && !blocked) {
      update();
    }
  }

  /** Counts a release. */
  public void subtract(long sizeBytes) {
    if (used.addAndGet(-sizeBytes) < resumeBytes && blocked) {
      update();
    }
  }

  private synchronized void update() {
    long now = used.get();
    if (!blocked && now > blockBytes) {
      blocked = true;
      alarms.set(Alarms.Alarm.MEMORY, true);
    } else if (blocked && now < resumeBytes) {
      blocked = false;
      alarms.set(Alarms.Alarm.MEMORY, false);
    }
  }
}
