package io.motet.zmtp.pubsub;

import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.user.Access;
import io.motet.zmtp.codec.CommandNames;
import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.peer.Failures;
import io.motet.zmtp.peer.Peer;
import io.motet.zmtp.peer.PeerRole;
import io.motet.zmtp.peer.Sender;

/**
 * A PUB or XPUB peer: its messages go to the exchange, under the first frame as routing key. It
 * sends nothing before it has a subscriber, so the broker subscribes to everything.
 */
public final class PublisherPeer implements PeerRole {
  private static final byte[] ALL = {};
  private static final byte[] ALL_AS_MESSAGE = {1};

  private final Peer peer;
  private final TopicExchange exchange;
  private final Sender sender;
  private final Utf8 exchangeName;
  private boolean closed;

  public PublisherPeer(Peer peer) {
    this.peer = peer;
    exchange = new TopicExchange(peer);
    exchangeName = Utf8.of(exchange.name());
    sender = new Sender(peer);
  }

  @Override
  public void open() {
    peer.hold();
    exchange.open(Access.WRITE).whenCompleteAsync(this::opened, peer.shard());
  }

  private void opened(Void done, Throwable failure) {
    if (!closed) {
      if (failure != null) {
        peer.end(Failures.text(failure));
      } else if (peer.subscribesByCommand()) {
        peer.output().command(CommandNames.SUBSCRIBE, ALL);
      } else {
        peer.output().frame(false, ALL_AS_MESSAGE);
      }
    }
    peer.release();
  }

  @Override
  public void message(FrameList frames) {
    int topicLength = frames.length(0);
    Utf8 key = TopicKey.of(frames.source(), frames.index(0), topicLength);
    boolean topicIsKey = frames.count() > 1 && key.length() == topicLength;
    sender.message().topicIsKey(topicIsKey);
    Message message = sender.message().build(exchangeName, key, frames, topicIsKey ? 1 : 0);
    sender.sendOrDrop(message);
  }

  @Override
  public boolean publishes() {
    return true;
  }

  @Override
  public void close() {
    closed = true;
  }
}
