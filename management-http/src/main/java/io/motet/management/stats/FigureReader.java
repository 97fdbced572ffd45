package io.motet.management.stats;

/** Reads an object's figures of this moment, in its layout's order. Any thread. */
@FunctionalInterface
interface FigureReader<T> {
  void read(T object, long[] figures);
}
