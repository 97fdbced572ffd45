package io.motet.broker.exchange;

import java.util.Arrays;

/** Immutable arrays of bindings: a change makes a new one. */
final class BoundArrays {
  static final BoundDestination[] EMPTY = new BoundDestination[0];

  private BoundArrays() {}

  static BoundDestination[] with(BoundDestination[] array, BoundDestination added) {
    BoundDestination[] copy = Arrays.copyOf(array, array.length + 1);
    copy[array.length] = added;
    return copy;
  }

  /** Without the very object; the same array when it is not in it. */
  static BoundDestination[] without(BoundDestination[] array, BoundDestination removed) {
    for (int i = 0; i < array.length; i++) {
      if (isSame(array[i], removed)) {
        BoundDestination[] copy = Arrays.copyOf(array, array.length - 1);
        System.arraycopy(array, i + 1, copy, i, array.length - i - 1);
        return copy;
      }
    }
    return array;
  }

  @SuppressWarnings("ReferenceEquality") // equal bindings may be there more than once
  private static boolean isSame(BoundDestination one, BoundDestination other) {
    return one == other;
  }

  static void addAll(BoundDestination[] array, RouteCollector collector) {
    for (BoundDestination bound : array) {
      collector.add(bound.destination());
    }
  }
}
