package io.motet.zmtp.majordomo;

import io.motet.broker.message.Utf8;
import io.motet.broker.rpc.ReplyKind;
import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.message.MessageFrames;
import io.motet.zmtp.peer.KeptParts;
import io.motet.zmtp.peer.Peer;
import io.motet.zmtp.peer.PeerRole;
import io.motet.zmtp.peer.Requests;

/** A Majordomo client: each message names the service that it is for. */
public final class MajordomoClient implements PeerRole {
  private static final byte[] REQUEST = {1};
  private static final int MAX_NAME_BYTES = 255;

  private final Peer peer;
  private final Requests<ClientRequest> requests;
  private final ManagementServices management;
  private final Titanic titanic;

  public MajordomoClient(Peer peer) {
    this.peer = peer;
    requests = new Requests<>(peer, new Answers(), true);
    management = new ManagementServices(peer);
    titanic = new Titanic(peer);
  }

  /** Whether the first message of a peer is one of a client. */
  public static boolean speaks(FrameList frames) {
    return MajordomoVersion.ofClient(frames) != null;
  }

  @Override
  public void open() {
    requests.open();
  }

  /** What is no request is dropped, as the protocol says. */
  @Override
  public void message(FrameList frames) {
    MajordomoVersion version = MajordomoVersion.ofClient(frames);
    if (version == null) {
      return;
    }
    int mark = MajordomoVersion.markFrame(frames);
    int name = mark + 1;
    if (version.hasPartials()) {
      if (!frames.is(name, REQUEST)) {
        return;
      }
      name++;
    }
    int body = name + 1;
    if (body >= frames.count() || frames.isEmpty(name) || frames.length(name) > MAX_NAME_BYTES) {
      return;
    }
    KeptParts parts = new KeptParts(peer.options().maxReplyParts());
    request(new ClientRequest(version, mark == 1, frames.bytes(name), parts), frames, name);
  }

  private void request(ClientRequest request, FrameList frames, int name) {
    String service = frames.text(name);
    if (service.startsWith(ManagementServices.PREFIX)) {
      management.request(service, request, frames, name + 1);
    } else if (service.startsWith(Titanic.PREFIX)) {
      titanic.request(service, request, frames, name + 1);
    } else {
      requests.send(request, Utf8.of(service), frames, name + 1);
    }
  }

  @Override
  public boolean publishes() {
    return true;
  }

  @Override
  public void close() {
    requests.close();
    titanic.close();
  }

  private final class Answers implements Requests.Replies<ClientRequest> {
    @Override
    public boolean partial(ClientRequest request, MessageFrames reply) {
      return request.partial(reply, peer.output());
    }

    @Override
    public void complete(ClientRequest request, MessageFrames reply) {
      request.complete(reply, peer.output());
    }

    @Override
    public void failed(ClientRequest request, ReplyKind kind, String text) {
      if (peer.options().failureReplies()) {
        request.failed(kind, text, peer.output());
      } else {
        request.forget();
      }
    }

    @Override
    public void forgotten(ClientRequest request) {
      request.forget();
    }
  }
}
