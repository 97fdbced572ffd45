package io.motet.broker.memory;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The alarms that are up. Changes are rare, so they take a lock. */
public final class AlarmBoard implements Alarms {
  private static final Logger LOG = LoggerFactory.getLogger(AlarmBoard.class);

  private final List<Consumer<Set<Alarm>>> listeners = new CopyOnWriteArrayList<>();
  private volatile Set<Alarm> active = Set.of();

  private static void report(Alarm alarm, boolean on) {
    String resource = alarm.name().toLowerCase(Locale.ROOT);
    if (on) {
      String remedy =
          switch (alarm) {
            case MEMORY -> "consume or purge messages, or raise vm_memory_high_watermark";
            case DISK -> "free room on the disk of the data directory, or consume messages";
          };
      LOG.warn(
          "{} alarm: publishers are held back, all else goes on; to end it, {}", resource, remedy);
    } else {
      LOG.info("{} alarm is over: publishers go on", resource);
    }
  }

  @Override
  public Set<Alarm> active() {
    return active;
  }

  @Override
  public Runnable onChange(Consumer<Set<Alarm>> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Raises or clears; listeners hear of real changes only, in order. */
  public synchronized void set(Alarm alarm, boolean on) {
    if (active.contains(alarm) == on) {
      return;
    }
    Set<Alarm> changed = EnumSet.noneOf(Alarm.class);
    changed.addAll(active);
    if (on) {
      changed.add(alarm);
    } else {
      changed.remove(alarm);
    }
    active = Set.copyOf(changed);
    report(alarm, on);
    for (Consumer<Set<Alarm>> listener : listeners) {
      listener.accept(active);
    }
  }
}
