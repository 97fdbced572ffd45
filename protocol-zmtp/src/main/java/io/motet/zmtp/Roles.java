package io.motet.zmtp;

import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.connection.RoleFactory;
import io.motet.zmtp.majordomo.MajordomoClient;
import io.motet.zmtp.majordomo.MajordomoWorker;
import io.motet.zmtp.peer.FirstMessagePeer;
import io.motet.zmtp.peer.Peer;
import io.motet.zmtp.peer.PeerRole;
import io.motet.zmtp.peer.PullPeer;
import io.motet.zmtp.peer.PushPeer;
import io.motet.zmtp.peer.RequesterPeer;
import io.motet.zmtp.peer.WorkerPeer;
import io.motet.zmtp.pubsub.PublisherPeer;
import io.motet.zmtp.pubsub.SubscriberPeer;

/** What peers are, by their socket types and, where those leave it open, their first message. */
final class Roles implements RoleFactory {
  @Override
  public PeerRole roleOf(Peer peer) {
    return switch (peer.socketType()) {
      case REQ, DEALER -> new FirstMessagePeer(first -> requesterOrMajordomo(peer, first));
      case REP, ROUTER -> new WorkerPeer(peer);
      case PUSH -> new PushPeer(peer);
      case PULL -> new PullPeer(peer);
      case PUB, XPUB -> new PublisherPeer(peer);
      case SUB, XSUB -> new SubscriberPeer(peer);
      case PAIR -> throw new IllegalArgumentException("no role for " + peer.socketType());
    };
  }

  private static PeerRole requesterOrMajordomo(Peer peer, FrameList first) {
    if (MajordomoClient.speaks(first)) {
      return new MajordomoClient(peer);
    }
    return MajordomoWorker.speaks(first)
        ? new MajordomoWorker(peer, first)
        : new RequesterPeer(peer);
  }
}
