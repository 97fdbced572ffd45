package io.motet.zmtp.majordomo;

import io.motet.broker.queue.Queue;
import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.peer.Peer;

/** The services that the broker itself offers to clients (RFC 8). */
final class ManagementServices {
  /** What the names of all of them begin with. */
  static final String PREFIX = "mmi.";

  private static final String FOUND = "200";
  private static final String NOT_FOUND = "404";
  private static final String NOT_IMPLEMENTED = "501";

  private final Peer peer;

  ManagementServices(Peer peer) {
    this.peer = peer;
  }

  /** Answers, if need be later. */
  void request(String service, ClientRequest request, FrameList frames, int body) {
    if (!service.equals("mmi.service")) {
      request.answer(peer.output(), NOT_IMPLEMENTED);
      return;
    }
    Queue queue = peer.virtualHost().queue(frames.text(body));
    if (queue == null) {
      request.answer(peer.output(), NOT_FOUND);
      return;
    }
    queue
        .depth()
        .whenCompleteAsync(
            (depth, failure) -> {
              boolean served = failure == null && depth.consumers() > 0;
              request.answer(peer.output(), served ? FOUND : NOT_FOUND);
            },
            peer.shard());
  }
}
