package io.motet.zmtp.peer;

import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.codec.FrameOutput;
import io.motet.zmtp.codec.SocketType;
import io.motet.zmtp.message.MessageFrames;

/**
 * A REP or ROUTER peer: it gets requests of a service and answers them. The broker's number of the
 * request is the envelope's only address, which comes back with the reply. A REP gets the next
 * request when it has answered; a ROUTER, which can work on several, gets more.
 */
public final class WorkerPeer implements PeerRole, Jobs.Worker {
  private static final byte[] NO_BYTES = {};

  private final Peer peer;
  private final Jobs jobs;

  public WorkerPeer(Peer peer) {
    this.peer = peer;
    int prefetch = peer.socketType() == SocketType.REP ? 1 : peer.options().routerPrefetch();
    jobs = new Jobs(peer, this, prefetch, peer.durable());
  }

  @Override
  public void open() {
    jobs.open(peer.service());
  }

  @Override
  public void work(long id, MessageFrames request) {
    FrameOutput out = peer.output();
    out.frame(true, JobIds.encode(id));
    out.frame(true, NO_BYTES);
    FrameCopies.write(request, out);
  }

  /** What is no reply to a request that it has is dropped. */
  @Override
  public void message(FrameList frames) {
    if (frames.count() < 3 || !frames.isEmpty(1) || !JobIds.is(frames, 0)) {
      return;
    }
    jobs.reply(JobIds.decode(frames, 0), frames, 2);
  }

  /** Replies are taken even when the broker is short of room: they make some. */
  @Override
  public boolean publishes() {
    return false;
  }

  @Override
  public void writable(boolean writable) {
    jobs.writable(writable);
  }

  @Override
  public void close() {
    jobs.close();
  }
}
