package io.motet.storage.journal;

/** What an appender tells its shard, always on the shard's thread. */
public interface AppenderListener {
  /**
   * All records up to and including {@code index} are durable. Called once per batch, not per
   * record.
   */
  void durable(long index);

  /**
   * The journal failed (an I/O error, a failed force). Nothing appended and not yet durable will
   * become durable; the broker must refuse further work and stop. Called once.
   */
  void failed(Throwable cause);

  /** The disk has run out of room for publishes, or has room again. Settlements always go on. */
  void publishesBlocked(boolean blocked);
}
