package io.motet.zmtp.peer;

import io.motet.broker.error.BrokerException;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.zmtp.codec.FrameList;

/**
 * A PUSH peer: its messages go into a queue. It is not read while the queue is being declared, nor
 * while it is too long.
 */
public final class PushPeer implements PeerRole {
  private final Peer peer;
  private final Sender sender;
  private final ServiceQueues queues;
  private final Utf8 queueName;
  private final HighWatermark highWatermark;
  private boolean closed;

  public PushPeer(Peer peer) {
    this.peer = peer;
    sender = new Sender(peer);
    queues = new ServiceQueues(peer);
    queueName = Utf8.of(peer.service());
    highWatermark = new HighWatermark(peer, peer.options().pushHighWatermark());
  }

  @Override
  public void open() {}

  @Override
  public void message(FrameList frames) {
    sender.message().persistent(peer.durable());
    Message message = sender.message().build(Utf8.EMPTY, queueName, frames, 0);
    if (sender.send(message)) {
      highWatermark.sent();
    } else {
      declareFirst(message);
    }
  }

  private void declareFirst(Message message) {
    peer.hold();
    queues
        .open(peer.service(), peer.durable())
        .whenCompleteAsync(
            (queue, failure) -> {
              if (failure == null && !closed) {
                sendDeclared(message);
              } else {
                message.release();
                if (!closed) {
                  peer.end(Failures.text(failure));
                }
              }
              peer.release();
            },
            peer.shard());
  }

  private void sendDeclared(Message message) {
    try {
      sender.sendOrDrop(message);
    } catch (BrokerException refused) {
      peer.end(refused.getMessage());
    }
  }

  @Override
  public boolean publishes() {
    return true;
  }

  @Override
  public void close() {
    closed = true;
    highWatermark.close();
  }
}
