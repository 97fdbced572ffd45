package io.motet.zmtp.peer;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueDeclaration;
import io.motet.broker.user.Access;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Finds the queues of services, and declares those that are not there. */
public final class ServiceQueues {
  private final Peer peer;

  public ServiceQueues(Peer peer) {
    this.peer = peer;
  }

  /** The same as {@link #open} for a queue that the peer wants to read. */
  public CompletableFuture<Queue> openToRead(String name, boolean durable) {
    try {
      check(Access.READ, name);
    } catch (BrokerException refused) {
      return CompletableFuture.failedFuture(refused);
    }
    return open(name, durable, Map.of());
  }

  /**
   * The queue of that name. Fails with {@link BrokerException} when the user may not declare it, or
   * another connection alone may use it.
   *
   * @param durable whether it is declared durable where it has to be
   */
  public CompletableFuture<Queue> open(String name, boolean durable) {
    return open(name, durable, Map.of());
  }

  /** The same with the arguments of a new queue. */
  public CompletableFuture<Queue> open(
      String name, boolean durable, Map<String, Object> arguments) {
    Queue queue = peer.virtualHost().queue(name);
    if (queue != null) {
      return queue.exclusiveOwner() == null
          ? CompletableFuture.completedFuture(queue)
          : CompletableFuture.failedFuture(
              new BrokerException(ErrorKind.RESOURCE_LOCKED, "queue '" + name + "' is exclusive"));
    }
    try {
      check(Access.CONFIGURE, name);
    } catch (BrokerException refused) {
      return CompletableFuture.failedFuture(refused);
    }
    return peer.virtualHost()
        .declareQueue(new QueueDeclaration(name, durable, null, false, arguments));
  }

  /** Throws {@link BrokerException} when the user may not do that. */
  public void check(Access access, String resource) {
    String virtualHost = peer.virtualHost().name();
    if (!peer.broker().users().may(peer.user(), virtualHost, access, resource)) {
      throw new BrokerException(
          ErrorKind.ACCESS_REFUSED,
          access.name().toLowerCase(java.util.Locale.ROOT)
              + " access to '"
              + resource
              + "' in vhost '"
              + virtualHost
              + "' refused for user '"
              + peer.user()
              + "'");
    }
  }
}
