package io.motet.broker.vhost;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.policy.EffectivePolicy;
import io.motet.broker.policy.PolicyScope;
import io.motet.broker.queue.LocalQueue;
import io.motet.broker.queue.Queue;
import io.motet.broker.queue.QueueDeclaration;
import io.motet.broker.queue.QueueHost;
import io.motet.broker.queue.QueueIdentity;
import io.motet.broker.queue.QueueSettings;
import io.motet.broker.shard.Shard;
import io.motet.broker.stream.StreamArguments;
import io.motet.broker.topic.LocalTopics;
import io.motet.broker.topic.TopicDeclaration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/** Declares queues. On the metadata shard, inside a change. */
final class QueueOperations {
  private final String virtualHost;
  private final Topology topology;
  private final ModelServices services;
  private final QueueIds ids;
  private final VirtualHostLimits limits;
  private final QueueHost host;
  private final LocalTopics topics;

  /** Declares of a connection may still be on their way when it has closed. */
  private final Set<ClientConnection> closedConnections =
      Collections.newSetFromMap(new WeakHashMap<>());

  QueueOperations(
      String virtualHost,
      Topology topology,
      ModelServices services,
      QueueIds ids,
      VirtualHostLimits limits,
      QueueHost host,
      LocalTopics topics) {
    this.virtualHost = virtualHost;
    this.topology = topology;
    this.services = services;
    this.ids = ids;
    this.limits = limits;
    this.host = host;
    this.topics = topics;
  }

  Queue declare(MetadataChange change, QueueDeclaration wanted) {
    String name = wanted.name();
    if (name.isEmpty()) {
      name = madeUpName(wanted);
    } else {
      ResourceNames.check("queue", name);
    }
    services.churn().queueDeclared();
    Queue current = topology.queueOrStream(name);
    if (current == null) {
      checkNotInternal(name);
      return create(change, name, wanted);
    }
    checkEquivalent(current, wanted);
    if (current instanceof LocalQueue queue) {
      queue.touch();
    }
    if (current.durable()) {
      change.awaitEarlierOnes();
    }
    return current;
  }

  /** A name stands for a queue or a topic, also for one that the broker keeps for itself. */
  private void checkNotInternal(String name) {
    if (topics.topic(name) != null) {
      throw new BrokerException(
          ErrorKind.ACCESS_REFUSED, "queue name '" + name + "' is a topic of the broker's own");
    }
  }

  /** Nothing of this connection's may be declared any more. */
  void connectionClosed(ClientConnection connection) {
    closedConnections.add(connection);
  }

  private String madeUpName(QueueDeclaration wanted) {
    String type = QueueArguments.type(wanted.arguments());
    if (!type.equals(QueueArguments.CLASSIC)) {
      throw new BrokerException(
          ErrorKind.PRECONDITION_FAILED,
          "Cannot declare a server-named queue for type rabbit_" + type + "_queue");
    }
    String name;
    do {
      name = ResourceNames.madeUp(services.entropy());
    } while (topology.queue(name) != null);
    return name;
  }

  private Queue create(MetadataChange change, String name, QueueDeclaration wanted) {
    String resource = ResourceNames.queue(name, virtualHost);
    QueueArguments.checkExchangeName(
        resource, QueueArguments.DEAD_LETTER_EXCHANGE, wanted.arguments());
    QueueArguments.check(resource, wanted.arguments());
    checkType(resource, wanted);
    if (wanted.exclusiveOwner() != null && closedConnections.contains(wanted.exclusiveOwner())) {
      throw new BrokerException(ErrorKind.INTERNAL_ERROR, "connection is closed");
    }
    limits.checkQueues(name, topology.queueCount());
    if (QueueArguments.type(wanted.arguments()).equals(QueueArguments.STREAM)) {
      return createStream(change, name, wanted);
    }
    QueueIdentity identity =
        new QueueIdentity(
            ids.next(change),
            virtualHost,
            name,
            durable(wanted),
            wanted.autoDelete(),
            wanted.exclusiveOwner(),
            wanted.arguments());
    LocalQueue queue = create(identity);
    if (identity.durable()) {
      change.put(TopologyRecords.queueKey(virtualHost, name), TopologyRecords.fields(identity));
    }
    services.churn().queueCreated();
    return queue;
  }

  private Queue createStream(MetadataChange change, String name, QueueDeclaration wanted) {
    Map<String, Object> arguments = wanted.arguments();
    Map<String, String> configs = StreamArguments.configs(arguments);
    topics.createQueue(change, new TopicDeclaration(name, 1, configs, false, arguments));
    services.churn().queueCreated();
    return topology.stream(name);
  }

  /** Makes a queue that is known to be right. */
  LocalQueue create(QueueIdentity identity) {
    LocalQueue queue =
        services
            .engine()
            .create(
                identity, settings(identity.name(), identity.arguments()), shard(identity), host);
    topology.add(queue);
    return queue;
  }

  /** An exclusive queue lives with its connection; the others are dealt out evenly. */
  private Shard shard(QueueIdentity identity) {
    if (identity.exclusiveOwner() != null) {
      return identity.exclusiveOwner().shard();
    }
    return services.shards().get((int) (identity.id() % services.shards().size()));
  }

  /** What governs a queue by its arguments and the policies of now. */
  QueueSettings settings(String name, Map<String, Object> arguments) {
    String type = QueueArguments.type(arguments);
    EffectivePolicy policy =
        services.policies().effective(virtualHost, name, PolicyScope.ofQueue(type));
    return services.queueSettings().resolve(type, arguments, policy);
  }

  /** An exclusive queue dies with its connection, so it is never durable. */
  private static boolean durable(QueueDeclaration wanted) {
    return wanted.durable() && wanted.exclusiveOwner() == null;
  }

  private static void checkType(String resource, QueueDeclaration wanted) {
    if (QueueArguments.type(wanted.arguments()).equals(QueueArguments.CLASSIC)) {
      return;
    }
    if (wanted.autoDelete()) {
      throw refusal("invalid property 'auto-delete' for " + resource);
    }
    if (wanted.exclusiveOwner() != null) {
      throw refusal("invalid property 'exclusive-owner' for " + resource);
    }
    if (!wanted.durable()) {
      throw refusal("invalid property 'non-durable' for " + resource);
    }
  }

  private static BrokerException refusal(String text) {
    return new BrokerException(ErrorKind.PRECONDITION_FAILED, text);
  }

  private void checkEquivalent(Queue current, QueueDeclaration wanted) {
    String resource = ResourceNames.queue(current.name(), virtualHost);
    if (current.exclusiveOwner() != wanted.exclusiveOwner()) {
      throw locked(resource);
    }
    Equivalence.check(resource, "durable", current.durable(), durable(wanted));
    Equivalence.check(resource, "auto_delete", current.autoDelete(), wanted.autoDelete());
    Equivalence.checkArguments(
        resource, current.arguments(), wanted.arguments(), QueueArguments.compared(current.type()));
  }

  /**
   * Refuses the use of another connection's exclusive queue.
   *
   * @param by null for the operator, who may use all
   */
  static void checkAccess(Queue queue, ClientConnection by, String virtualHost) {
    ClientConnection owner = queue.exclusiveOwner();
    if (owner != null && by != null && owner != by) {
      throw locked(ResourceNames.queue(queue.name(), virtualHost));
    }
  }

  private static BrokerException locked(String resource) {
    return new BrokerException(
        ErrorKind.RESOURCE_LOCKED,
        "cannot obtain exclusive access to locked "
            + resource
            + ". It could be originally declared on another connection or the exclusive property"
            + " value does not match that of the original declaration.");
  }
}
