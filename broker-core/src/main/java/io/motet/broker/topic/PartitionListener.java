package io.motet.broker.topic;

/** Is told that readers could get more, or never again will. */
@FunctionalInterface
public interface PartitionListener {
  /**
   * The high watermark, the last stable offset or the log start has moved, or the topic has been
   * deleted ({@link Topic#deleted}). Called on any thread; must return at once.
   */
  void changed(Partition partition);
}
