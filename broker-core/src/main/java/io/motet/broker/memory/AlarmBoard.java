package io.motet.broker.memory;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The alarms that are up. Changes are rare, so they take a lock. */
public final class AlarmBoard implements Alarms {
  private final List<Consumer<Set<Alarm>>> listeners = new CopyOnWriteArrayList<>();
  private volatile Set<Alarm> active = Set.of();

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
    for (Consumer<Set<Alarm>> listener : listeners) {
      listener.accept(active);
    }
  }
}
