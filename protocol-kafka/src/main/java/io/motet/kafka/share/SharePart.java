package io.motet.kafka.share;

import io.motet.kafka.share.state.Acknowledgement;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A partition, or a queue, that the members of one group share. On the groups' thread only. */
interface SharePart {
  /**
   * Gives records to a member. Completes on the groups' thread; empty when there is nothing now.
   */
  CompletableFuture<ShareRead> read(String owner, ShareDemand demand);

  /**
   * Settles records of a member, all or none.
   *
   * @return completes on the groups' thread when that is durable; fails with {@link
   *     io.motet.kafka.share.state.AcknowledgeException}
   */
  CompletableFuture<Void> acknowledge(String owner, List<Acknowledgement> acknowledgements);

  /** The member is gone: others get what it has not settled. */
  void release(String owner);

  /** Runs the task, on any thread, whenever there could be more to read, until it is closed. */
  Runnable whenMore(Runnable task);

  /** The group or the topic is gone. */
  void close();
}
