package io.motet.zmtp.peer;

import io.motet.broker.error.BrokerException;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.reply.ReplyTarget;
import io.motet.broker.rpc.PendingRequests;
import io.motet.broker.rpc.ReplyKind;
import io.motet.zmtp.codec.FrameSource;
import io.motet.zmtp.message.MessageFrames;
import java.nio.charset.StandardCharsets;

/**
 * The requests of one peer: they go to the queues of services, and replies find their way back by
 * an address of the peer's own and a number. A peer with too many unanswered requests is not read
 * until some are answered or their time is over. On the peer's shard.
 *
 * @param <T> what is kept about a request to answer it
 */
public final class Requests<T> {
  /** How replies are written to the peer. */
  public interface Replies<T> {
    /** A part of the reply, with more to come; false when that is too many parts. */
    boolean partial(T request, MessageFrames reply);

    /** The reply. */
    void complete(T request, MessageFrames reply);

    /** There is none, and why. */
    void failed(T request, ReplyKind kind, String text);

    /** It will not be answered any more: gives back what the request holds. */
    default void forgotten(T request) {}
  }

  private static final int RADIX = 16;

  private final Peer peer;
  private final Replies<T> replies;
  private final boolean durable;
  private final Sender sender;
  private final ServiceQueues queues;
  private final PendingRequests<T> pending;
  private final MessageFrames frames = new MessageFrames();
  private ReplyTarget address;
  private long lastId;
  private boolean held;

  /**
   * @param durable whether queues of services are declared durable where they have to be
   */
  public Requests(Peer peer, Replies<T> replies, boolean durable) {
    this.peer = peer;
    this.durable = durable;
    this.replies = replies;
    sender = new Sender(peer);
    queues = new ServiceQueues(peer);
    pending =
        new PendingRequests<>(
            peer.shard(), peer.options().maxPendingRequests(), (id, late) -> timedOut(late));
  }

  public void open() {
    address = peer.broker().replies().register(peer.shard(), this::reply);
  }

  /**
   * Sends a request to a service.
   *
   * @param body the frames from {@code from} on are its body
   */
  public void send(T request, Utf8 service, FrameSource body, int from) {
    long timeoutMillis = peer.options().requestTimeoutMillis();
    String id = Long.toString(++lastId, RADIX);
    sender
        .message()
        .correlationId(id)
        .replyTo(address.name())
        .persistent(peer.durable())
        .ttlMillis(timeoutMillis == 0 ? -1 : timeoutMillis);
    Message message = sender.message().build(Utf8.EMPTY, service, body, from);
    pending.add(id, request, timeoutMillis);
    if (pending.full()) {
      held = true;
      peer.hold();
    }
    if (!sender.send(message)) {
      declareFirst(service, message);
    }
  }

  /** Nothing else is taken from the peer meanwhile, so requests keep their order. */
  private void declareFirst(Utf8 service, Message message) {
    peer.hold();
    queues
        .open(service.toString(), durable)
        .whenCompleteAsync(
            (queue, failure) -> {
              if (failure == null && address != null) {
                sendDeclared(message);
              } else {
                message.release();
                if (address != null) {
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

  private void reply(Message message) {
    frames.read(message);
    String id = frames.correlationId();
    if (id == null) {
      return;
    }
    ReplyKind kind = frames.kind();
    T request = kind.last() ? pending.remove(id) : pending.find(id);
    if (request == null) {
      return;
    }
    switch (kind) {
      case PARTIAL -> partial(id, request);
      case COMPLETE -> replies.complete(request, frames);
      case WARNING, STATUS -> {
        // ZMTP has no way to say it.
      }
      default -> replies.failed(request, kind, bodyText(message));
    }
    goOn();
  }

  private void partial(String id, T request) {
    if (!replies.partial(request, frames)) {
      pending.remove(id);
      replies.failed(request, ReplyKind.EXCEPTION, "a reply of too many parts");
    }
  }

  private static String bodyText(Message message) {
    return message
        .content()
        .toString(message.bodyOffset(), message.bodySizeBytes(), StandardCharsets.UTF_8);
  }

  private void timedOut(T request) {
    replies.failed(request, ReplyKind.TIMED_OUT, "");
    goOn();
  }

  private void goOn() {
    if (held && !pending.full()) {
      held = false;
      peer.release();
    }
  }

  public void close() {
    if (address != null) {
      peer.broker().replies().remove(address);
      address = null;
    }
    pending.clear().forEach(replies::forgotten);
  }
}
