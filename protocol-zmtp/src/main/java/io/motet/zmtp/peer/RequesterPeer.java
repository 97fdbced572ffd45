package io.motet.zmtp.peer;

import io.motet.broker.message.Utf8;
import io.motet.broker.rpc.ReplyKind;
import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.codec.SocketType;
import io.motet.zmtp.message.MessageFrames;

/**
 * A REQ or DEALER peer: its messages are requests to a service. A REQ can take one message as reply
 * only, so parts of a reply are kept and come first in it.
 */
public final class RequesterPeer implements PeerRole {
  private final Peer peer;
  private final Requests<Request> requests;
  private final Utf8 service;
  private final boolean single;
  private boolean heldForRoom;

  private record Request(Envelope envelope, KeptParts parts) {}

  public RequesterPeer(Peer peer) {
    this.peer = peer;
    single = peer.socketType() == SocketType.REQ;
    service = Utf8.of(peer.service());
    requests = new Requests<>(peer, new Answers(), peer.durable());
  }

  @Override
  public void open() {
    requests.open();
  }

  /** A message without a body, or from a REQ without the empty frame, is dropped as REP does. */
  @Override
  public void message(FrameList frames) {
    int delimiter = frames.firstEmpty();
    int body = delimiter + 1;
    if (body == frames.count() || (single && delimiter < 0)) {
      return;
    }
    KeptParts parts = new KeptParts(peer.options().maxReplyParts());
    requests.send(new Request(Envelope.of(frames, delimiter), parts), service, frames, body);
  }

  @Override
  public boolean publishes() {
    return true;
  }

  /** A peer that does not read its replies may not ask for more. */
  @Override
  public void writable(boolean writable) {
    if (writable == heldForRoom) {
      heldForRoom = !writable;
      if (writable) {
        peer.release();
      } else {
        peer.hold();
      }
    }
  }

  @Override
  public void close() {
    requests.close();
  }

  private final class Answers implements Requests.Replies<Request> {
    @Override
    public boolean partial(Request request, MessageFrames reply) {
      if (single) {
        return request.parts().add(reply.message());
      }
      complete(request, reply);
      return true;
    }

    @Override
    public void complete(Request request, MessageFrames reply) {
      request.envelope().write(peer.output());
      request.parts().write(peer.output());
      FrameCopies.write(reply, peer.output());
    }

    /** Who uses no envelope may have sent without waiting for any reply: is told nothing. */
    @Override
    public void failed(Request request, ReplyKind kind, String text) {
      forgotten(request);
      if (peer.options().failureReplies() && request.envelope().delimited()) {
        request.envelope().write(peer.output());
        FailureFrames.write(kind, text, peer.output());
      }
    }

    @Override
    public void forgotten(Request request) {
      request.parts().release();
    }
  }
}
