package io.motet.broker.memory;

/** The one account of message memory. Any thread. */
public interface MemoryAccount {
  long limitBytes();

  long usedBytes();
}
