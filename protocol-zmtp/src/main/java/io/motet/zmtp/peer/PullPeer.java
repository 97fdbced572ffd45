package io.motet.zmtp.peer;

import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Outcome;
import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.codec.ZmtpException;
import io.motet.zmtp.message.MessageFrames;
import java.util.ArrayList;
import java.util.List;

/**
 * A PULL peer: it gets messages of a queue. The protocol has no acknowledgement, so a message
 * counts as taken when the system has taken its bytes; those that still wait for that go back to
 * the queue when the peer leaves.
 */
public final class PullPeer implements PeerRole {
  private final Peer peer;
  private final ServiceQueues queues;
  private final QueueReader reader;
  private final MessageFrames frames = new MessageFrames();
  private final List<Batch> unwritten = new ArrayList<>();

  /** What goes out with one flush. */
  private static final class Batch {
    private final long flush;
    private final List<Delivery> deliveries = new ArrayList<>();

    Batch(long flush) {
      this.flush = flush;
    }
  }

  public PullPeer(Peer peer) {
    this.peer = peer;
    queues = new ServiceQueues(peer);
    reader = new QueueReader(peer, this::deliver, peer.options().pullPrefetch(), false);
  }

  @Override
  public void open() {
    reader.open(queues.openToRead(peer.service(), peer.durable()));
  }

  private void deliver(Delivery delivery) {
    FrameCopies.write(frames.read(delivery.message()), peer.output());
    currentBatch().deliveries.add(delivery);
  }

  private Batch currentBatch() {
    long flush = peer.flushes();
    if (!unwritten.isEmpty()) {
      Batch last = unwritten.get(unwritten.size() - 1);
      if (last.flush == flush) {
        return last;
      }
    }
    Batch batch = new Batch(flush);
    unwritten.add(batch);
    peer.whenWritten(() -> written(batch));
    return batch;
  }

  private void written(Batch batch) {
    if (unwritten.remove(batch)) {
      batch.deliveries.forEach(reader::acknowledge);
    }
  }

  @Override
  public void message(FrameList received) {
    throw new ZmtpException("a message from a PULL socket");
  }

  @Override
  public boolean publishes() {
    return false;
  }

  @Override
  public void writable(boolean writable) {
    reader.writable(writable);
  }

  @Override
  public void close() {
    reader.close();
    for (Batch batch : unwritten) {
      batch.deliveries.forEach(delivery -> delivery.settle(Outcome.REQUEUE));
    }
    unwritten.clear();
  }
}
