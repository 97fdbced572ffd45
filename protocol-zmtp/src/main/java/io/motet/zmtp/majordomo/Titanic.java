package io.motet.zmtp.majordomo;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.publish.PublishOutcome;
import io.motet.broker.publish.Publisher;
import io.motet.broker.queue.Queue;
import io.motet.broker.rpc.ReplyKind;
import io.motet.broker.user.Access;
import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.message.MessageBuilder;
import io.motet.zmtp.peer.Peer;
import io.motet.zmtp.peer.ServiceQueues;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Requests that outlive their client and the broker (RFC 9). A request is a persistent message in
 * the durable queue of its service, whose reply address is a durable queue made for it: there the
 * reply waits until the client closes the request. Workers of any protocol serve it. On the peer's
 * shard.
 */
final class Titanic {
  /** What the names of the services begin with. */
  static final String PREFIX = "titanic.";

  private static final String OK = "200";
  private static final String PENDING = "300";
  private static final String UNKNOWN = "400";
  private static final String ERROR = "500";
  private static final String NOT_IMPLEMENTED = "501";
  private static final String ID_PATTERN = "[0-9A-Za-z]{32}";
  private static final int ID_BYTES = 16;
  private static final int MAX_NAME_BYTES = 255;

  private final Peer peer;
  private final ServiceQueues queues;
  private final MessageBuilder builder;
  private final Map<Long, Runnable> whenStored = new HashMap<>();
  private final Map<Long, Runnable> whenRefused = new HashMap<>();
  private Publisher publisher;
  private long lastToken;
  private boolean closed;

  Titanic(Peer peer) {
    this.peer = peer;
    queues = new ServiceQueues(peer);
    builder = new MessageBuilder(peer.shard(), peer.broker().contentAllocator(peer.shard()));
  }

  /** Answers, mostly later. */
  void request(String service, ClientRequest request, FrameList frames, int body) {
    switch (service) {
      case "titanic.request" -> store(request, frames, body);
      case "titanic.reply" -> reply(request, frames.text(body));
      case "titanic.close" -> close(request, frames.text(body));
      default -> request.answer(peer.output(), NOT_IMPLEMENTED);
    }
  }

  private void store(ClientRequest request, FrameList frames, int name) {
    if (frames.isEmpty(name) || frames.length(name) > MAX_NAME_BYTES) {
      request.answer(peer.output(), ERROR);
      return;
    }
    String service = frames.text(name);
    String id = newId();
    Message message =
        builder
            .correlationId(id)
            .replyTo(PREFIX + id)
            .persistent(true)
            .build(Utf8.EMPTY, Utf8.of(service), frames, name + 1);
    Map<String, Object> arguments = Map.of("x-expires", peer.options().titanicExpiresMillis());
    openDurable(service, Map.of())
        .thenCompose(target -> openDurable(PREFIX + id, arguments))
        .whenCompleteAsync(
            (replies, failure) -> {
              if (failure != null || closed) {
                message.release();
                request.answer(peer.output(), ERROR);
              } else {
                publish(message, request, id);
              }
            },
            peer.shard());
  }

  private CompletableFuture<Queue> openDurable(String name, Map<String, Object> arguments) {
    return queues
        .open(name, true, arguments)
        .thenApply(
            queue -> {
              if (!queue.durable()) {
                throw new BrokerException(
                    ErrorKind.PRECONDITION_FAILED, "queue '" + name + "' is not durable");
              }
              return queue;
            });
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    peer.broker().entropy().nextBytes(bytes);
    StringBuilder id = new StringBuilder(2 * ID_BYTES);
    for (byte part : bytes) {
      id.append(Character.forDigit((part >> 4) & 0xf, 16))
          .append(Character.forDigit(part & 0xf, 16));
    }
    return id.toString();
  }

  private void publish(Message message, ClientRequest request, String id) {
    long token = ++lastToken;
    whenStored.put(token, () -> request.answer(peer.output(), OK, id));
    whenRefused.put(token, () -> request.answer(peer.output(), ERROR));
    publisher()
        .publish(
            message,
            peer.virtualHost().route(Utf8.EMPTY, message.routingKey(), message::properties),
            token);
  }

  private Publisher publisher() {
    if (publisher == null) {
      publisher = peer.virtualHost().publisher(peer.shard(), this::published);
      publisher.confirming(true);
    }
    return publisher;
  }

  /** The request is on the disk, or will never be. */
  private void published(long token, PublishOutcome outcome) {
    Runnable stored = whenStored.remove(token);
    Runnable refused = whenRefused.remove(token);
    if (!closed) {
      (outcome == PublishOutcome.ACCEPTED ? stored : refused).run();
    }
  }

  private void reply(ClientRequest request, String id) {
    Queue queue = replyQueue(id);
    if (queue == null) {
      request.answer(peer.output(), UNKNOWN);
      return;
    }
    ReplyPeek peek = new ReplyPeek(peer.shard());
    queue
        .get(false, peek)
        .whenCompleteAsync(
            (left, failure) -> {
              if (!closed) {
                answer(request, peek, failure);
              }
              peek.release();
            },
            peer.shard());
  }

  private void answer(ClientRequest request, ReplyPeek peek, Throwable failure) {
    if (failure != null) {
      request.answer(peer.output(), ERROR);
    } else if (peek.reply() == null) {
      request.answer(peer.output(), PENDING);
    } else if (peek.reply().kind() == ReplyKind.COMPLETE) {
      request.answer(peer.output(), OK, peek.reply());
    } else {
      request.answer(peer.output(), ERROR);
    }
  }

  /** Null when the id is none that was given out, or closed. */
  private Queue replyQueue(String id) {
    return id.matches(ID_PATTERN) ? peer.virtualHost().queue(PREFIX + id) : null;
  }

  private void close(ClientRequest request, String id) {
    Queue queue = replyQueue(id);
    if (queue == null) {
      request.answer(peer.output(), OK);
      return;
    }
    try {
      queues.check(Access.CONFIGURE, queue.name());
    } catch (BrokerException refused) {
      request.answer(peer.output(), ERROR);
      return;
    }
    peer.virtualHost()
        .deleteQueue(queue.name(), false, false, null)
        .whenCompleteAsync(
            (deleted, failure) -> request.answer(peer.output(), failure == null ? OK : ERROR),
            peer.shard());
  }

  /** The peer is gone: nobody waits for an answer. */
  void close() {
    closed = true;
  }
}
