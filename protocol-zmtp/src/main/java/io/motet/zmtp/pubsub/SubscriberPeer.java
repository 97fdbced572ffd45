package io.motet.zmtp.pubsub;

import io.motet.broker.exchange.Binding;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.queue.Delivery;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueDeclaration;
import io.motet.broker.user.Access;
import io.motet.zmtp.codec.Command;
import io.motet.zmtp.codec.CommandNames;
import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.codec.FrameOutput;
import io.motet.zmtp.codec.ZmtpException;
import io.motet.zmtp.message.MessageFrames;
import io.motet.zmtp.message.ZmtpMessageFormat;
import io.motet.zmtp.peer.Failures;
import io.motet.zmtp.peer.FrameCopies;
import io.motet.zmtp.peer.Peer;
import io.motet.zmtp.peer.PeerRole;
import io.motet.zmtp.peer.QueueReader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A SUB or XSUB peer: a transient queue of its own, bound for each topic. When it reads too slowly
 * the queue fills up to its limit and loses the oldest messages; nobody else is slowed down.
 */
public final class SubscriberPeer implements PeerRole {
  private final Peer peer;
  private final TopicExchange exchange;
  private final QueueReader reader;
  private final Topics topics = new Topics();
  private final MessageFrames frames = new MessageFrames();
  private String queueName;
  private boolean closed;

  public SubscriberPeer(Peer peer) {
    this.peer = peer;
    exchange = new TopicExchange(peer);
    reader = new QueueReader(peer, this::deliver, 0, true);
  }

  /** Subscriptions wait until the queue is there. */
  @Override
  public void open() {
    peer.hold();
    CompletableFuture<Queue> queue =
        exchange
            .open(Access.READ)
            .thenCompose(done -> peer.virtualHost().declareQueue(declaration()));
    queue.whenCompleteAsync(this::opened, peer.shard());
    reader.open(queue);
  }

  private QueueDeclaration declaration() {
    return new QueueDeclaration(
        "",
        false,
        peer.channel().connection(),
        false,
        Map.of(
            "x-max-length",
            (long) peer.options().subscriberQueueLength(),
            "x-overflow",
            "drop-head"));
  }

  private void opened(Queue queue, Throwable failure) {
    if (failure == null) {
      queueName = queue.name();
    } else if (!closed) {
      peer.end(Failures.text(failure));
    }
    peer.release();
  }

  /** A subscription the old way: a frame that begins with 1, or 0 to cancel. Others are dropped. */
  @Override
  public void message(FrameList received) {
    if (received.count() != 1 || received.isEmpty(0)) {
      return;
    }
    byte[] frame = received.bytes(0);
    byte[] topic = Arrays.copyOfRange(frame, 1, frame.length);
    if (frame[0] == 1) {
      subscribe(topic);
    } else if (frame[0] == 0) {
      cancel(topic);
    }
  }

  @Override
  public void command(Command command) {
    if (command.is(CommandNames.SUBSCRIBE)) {
      subscribe(command.data());
    } else if (command.is(CommandNames.CANCEL)) {
      cancel(command.data());
    } else {
      PeerRole.super.command(command);
    }
  }

  private void subscribe(byte[] topic) {
    if (topic.length > peer.options().maxSubscriptionBytes()) {
      throw new ZmtpException(
          "a topic of "
              + topic.length
              + " bytes; the limit is "
              + peer.options().maxSubscriptionBytes());
    }
    if (topics.count() == peer.options().maxSubscriptions()) {
      throw new ZmtpException("more than " + peer.options().maxSubscriptions() + " subscriptions");
    }
    Utf8 key = TopicKey.of(topic);
    if (topics.add(topic, key) == Topics.Change.BIND) {
      awaitChange(peer.virtualHost().bind(binding(key), null));
    }
  }

  private void cancel(byte[] topic) {
    Utf8 key = TopicKey.of(topic);
    if (topics.remove(topic, key) == Topics.Change.UNBIND) {
      awaitChange(peer.virtualHost().unbind(binding(key), null));
    }
  }

  private void awaitChange(CompletableFuture<Void> change) {
    change.whenCompleteAsync(
        (done, failure) -> {
          if (failure != null && !closed) {
            peer.end(Failures.text(failure));
          }
        },
        peer.shard());
  }

  private Binding binding(Utf8 key) {
    return new Binding(
        exchange.name(), Binding.DestinationKind.QUEUE, queueName, key.toString(), Map.of());
  }

  private void deliver(Delivery delivery) {
    Message message = delivery.message();
    frames.read(message);
    boolean keyFirst = frames.topicIsKey() || message.format().id() != ZmtpMessageFormat.ID;
    if (topics.inexact() && !topics.match(head(message, keyFirst))) {
      return;
    }
    FrameOutput out = peer.output();
    if (keyFirst) {
      out.frame(true, bytes(message.routingKey()));
    }
    FrameCopies.write(frames, out);
  }

  private ByteBuffer head(Message message, boolean keyFirst) {
    return keyFirst
        ? ByteBuffer.wrap(bytes(message.routingKey()))
        : frames.source().nioBuffer(frames.index(0), frames.length(0));
  }

  private static byte[] bytes(Utf8 key) {
    byte[] bytes = new byte[key.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = key.byteAt(i);
    }
    return bytes;
  }

  @Override
  public boolean publishes() {
    return false;
  }

  @Override
  public void writable(boolean writable) {
    reader.writable(writable);
  }

  /** The queue goes with the connection that owns it. */
  @Override
  public void close() {
    closed = true;
    reader.close();
  }
}
