package io.motet.broker.vhost;

import io.motet.broker.connection.ClientConnection;
import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.metadata.MetadataKey;
import io.motet.broker.queue.LocalQueue;
import io.motet.broker.topic.LocalTopics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The virtual hosts of this broker, kept in the metadata store. */
public final class VirtualHostDirectory implements VirtualHosts {
  private static final Logger log = LoggerFactory.getLogger(VirtualHostDirectory.class);
  private static final String VHOST = "vhost";

  private final ModelServices services;
  private final BiConsumer<MetadataChange, String> onDelete;
  private final String logVirtualHost;
  private final QueueIds queueIds = new QueueIds();
  private final Map<String, LocalVirtualHost> virtualHosts = new ConcurrentHashMap<>();

  /** Virtual hosts that are being deleted. On the metadata shard. */
  private final Map<String, CompletableFuture<Void>> deletions = new HashMap<>();

  /**
   * @param onDelete what else ends with a virtual host: connections, permissions, policies. On the
   *     metadata shard, inside the change
   * @param logVirtualHost the one that has the log exchange, or null
   */
  public VirtualHostDirectory(
      ModelServices services, BiConsumer<MetadataChange, String> onDelete, String logVirtualHost) {
    this.services = services;
    this.onDelete = onDelete;
    this.logVirtualHost = logVirtualHost;
  }

  /**
   * Makes all that the store recovered, before anything runs on the shards.
   *
   * @param recovered told each durable queue
   */
  public void load(java.util.function.Consumer<LocalQueue> recovered) {
    queueIds.load(services.store());
    services.store().forEach(VHOST, (key, fields) -> load(fields));
    recoverEach(
        TopologyRecords.EXCHANGE,
        (virtualHost, fields) -> {
          LocalQueue waitingRoom =
              virtualHost.recover(
                  TopologyRecords.exchange(fields), TopologyRecords.waitingRoom(fields));
          if (waitingRoom != null) {
            recovered.accept(waitingRoom);
          }
        });
    recoverEach(
        TopologyRecords.QUEUE,
        (virtualHost, fields) ->
            recovered.accept(virtualHost.recover(TopologyRecords.queue(fields))));
    recoverEach(LocalTopics.recordKind(), LocalVirtualHost::recoverTopic);
    recoverEach(
        TopologyRecords.BINDING,
        (virtualHost, fields) -> virtualHost.recover(TopologyRecords.binding(fields)));
  }

  private void recoverEach(String kind, BiConsumer<LocalVirtualHost, Fields> reader) {
    services
        .store()
        .forEach(
            kind,
            (key, fields) -> {
              LocalVirtualHost virtualHost = virtualHosts.get(fields.text("vhost"));
              if (virtualHost == null) {
                throw new IllegalStateException("metadata of an unknown virtual host: " + fields);
              }
              reader.accept(virtualHost, fields);
            });
  }

  private void load(Fields fields) {
    LocalVirtualHost virtualHost = create(fields.text("name"));
    virtualHost.describe(fields.text("description"), fields.texts("tags"));
    virtualHost.limits().load(fields.table("limits"));
  }

  private LocalVirtualHost create(String name) {
    LocalVirtualHost virtualHost = new LocalVirtualHost(name, services, queueIds);
    if (name.equals(logVirtualHost)) {
      virtualHost.predeclare(PredeclaredExchanges.LOG);
    }
    virtualHosts.put(name, virtualHost);
    return virtualHost;
  }

  @Override
  public LocalVirtualHost get(String name) {
    return virtualHosts.get(name);
  }

  @Override
  public Collection<VirtualHost> all() {
    return List.copyOf(virtualHosts.values());
  }

  @Override
  public CompletableFuture<VirtualHost> put(
      String name, String description, Collection<String> tags) {
    CompletableFuture<VirtualHost> result = new CompletableFuture<>();
    services.store().shard().run(() -> put(name, description, tags, result));
    return result;
  }

  /** Waits for the end of an earlier one of the same name: their records have the same keys. */
  private void put(
      String name,
      String description,
      Collection<String> tags,
      CompletableFuture<VirtualHost> result) {
    CompletableFuture<Void> deletion = deletions.get(name);
    if (deletion != null) {
      deletion.whenComplete((done, failure) -> put(name, description, tags, result));
      return;
    }
    services
        .store()
        .change(change -> put(change, name, description, tags))
        .whenComplete(
            (virtualHost, failure) -> {
              if (failure == null) {
                result.complete(virtualHost);
              } else {
                result.completeExceptionally(Failures.cause(failure));
              }
            });
  }

  private VirtualHost put(
      MetadataChange change, String name, String description, Collection<String> tags) {
    if (name.isEmpty()) {
      throw new BrokerException(ErrorKind.INVALID, "a virtual host's name cannot be empty");
    }
    LocalVirtualHost virtualHost = virtualHosts.get(name);
    if (virtualHost == null) {
      virtualHost = create(name);
      log.info("created virtual host '{}'", name);
    }
    virtualHost.describe(
        description == null ? virtualHost.description() : description,
        tags == null ? virtualHost.tags() : tags);
    save(change, virtualHost);
    return virtualHost;
  }

  private static void save(MetadataChange change, LocalVirtualHost virtualHost) {
    change.put(
        MetadataKey.of(VHOST, virtualHost.name()),
        Fields.empty()
            .with("name", virtualHost.name())
            .with("description", virtualHost.description())
            .with("tags", List.copyOf(virtualHost.tags()))
            .with("limits", virtualHost.limits().values()));
  }

  @Override
  public CompletableFuture<Void> delete(String name) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    services.store().shard().run(() -> delete(name, result));
    return result;
  }

  private void delete(String name, CompletableFuture<Void> result) {
    LocalVirtualHost virtualHost = virtualHosts.remove(name);
    if (virtualHost == null) {
      result.completeExceptionally(notFound(name));
      return;
    }
    CompletableFuture<Void> ended = new CompletableFuture<>();
    deletions.put(name, ended);
    virtualHost
        .clear()
        .thenCompose(cleared -> services.store().change(change -> forget(change, virtualHost)))
        .whenComplete(
            (done, failure) -> {
              deletions.remove(name);
              ended.complete(null);
              if (failure == null) {
                log.info("deleted virtual host '{}'", name);
                result.complete(null);
              } else {
                result.completeExceptionally(Failures.cause(failure));
              }
            });
  }

  private Void forget(MetadataChange change, LocalVirtualHost virtualHost) {
    virtualHost.removeExchanges(change);
    change.delete(MetadataKey.of(VHOST, virtualHost.name()));
    onDelete.accept(change, virtualHost.name());
    return null;
  }

  @Override
  public CompletableFuture<Void> tracing(String name, boolean on) {
    return services
        .store()
        .change(
            change -> {
              existing(name).tracing(on);
              log.info("tracing of virtual host '{}' is {}", name, on ? "on" : "off");
              return null;
            });
  }

  @Override
  public CompletableFuture<Void> setLimit(String name, String limit, Long value) {
    return services
        .store()
        .change(
            change -> {
              LocalVirtualHost virtualHost = existing(name);
              virtualHost.limits().set(limit, value);
              save(change, virtualHost);
              return null;
            });
  }

  /** Deletes the exclusive queues of a connection that is gone; completes when they are, too. */
  public CompletableFuture<Void> connectionClosed(ClientConnection connection) {
    LocalVirtualHost virtualHost = virtualHosts.get(connection.virtualHost());
    return virtualHost == null
        ? CompletableFuture.completedFuture(null)
        : virtualHost.connectionClosed(connection);
  }

  /** Applies changed policies. On the metadata shard. */
  public void policiesChanged(String name) {
    LocalVirtualHost virtualHost = virtualHosts.get(name);
    if (virtualHost != null) {
      virtualHost.policiesChanged();
    }
  }

  private LocalVirtualHost existing(String name) {
    LocalVirtualHost virtualHost = virtualHosts.get(name);
    if (virtualHost == null) {
      throw notFound(name);
    }
    return virtualHost;
  }

  private static BrokerException notFound(String name) {
    return new BrokerException(ErrorKind.NOT_FOUND, "virtual host '" + name + "' does not exist");
  }
}
