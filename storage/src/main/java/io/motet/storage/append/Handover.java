package io.motet.storage.append;

/** The journal thread's inbox. Any thread. */
@FunctionalInterface
public interface Handover {
  /** Passes a chunk on, to be written after those the same shard passed before. */
  void accept(Chunk chunk);
}
