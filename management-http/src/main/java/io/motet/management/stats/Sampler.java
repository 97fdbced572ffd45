package io.motet.management.stats;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that takes samples, at a steady pace. */
public final class Sampler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("management-sampler", true));

  private Sampler() {}

  public static Sampler start(Statistics statistics, long intervalMillis) {
    Sampler sampler = new Sampler();
    sampler.thread.scheduleAtFixedRate(
        () -> sample(statistics), intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
    return sampler;
  }

  /** A failure is logged and the next sample taken all the same. */
  private static void sample(Statistics statistics) {
    try {
      statistics.sample();
    } catch (RuntimeException e) {
      LOG.error("taking a sample of the statistics failed", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
