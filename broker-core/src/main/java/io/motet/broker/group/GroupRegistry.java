package io.motet.broker.group;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Which front end has the groups of which virtual host. Thread-safe. */
public final class GroupRegistry {
  private static final ReaderGroups NONE = new NoGroups();

  private final Map<String, ReaderGroups> byVirtualHost = new ConcurrentHashMap<>();

  /** From now on these are the groups of the virtual host. */
  public void register(String virtualHost, ReaderGroups groups) {
    byVirtualHost.put(virtualHost, groups);
  }

  /** The groups of a virtual host; where no front end has any there are none. */
  public ReaderGroups of(String virtualHost) {
    return byVirtualHost.getOrDefault(virtualHost, NONE);
  }

  private static final class NoGroups implements ReaderGroups {
    @Override
    public CompletableFuture<List<GroupDescription>> all() {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletableFuture<GroupDescription> find(String name) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> setOffsets(String name, List<GroupOffset> offsets) {
      return CompletableFuture.failedFuture(
          new BrokerException(
              ErrorKind.PRECONDITION_FAILED, "this virtual host has no groups of readers"));
    }
  }
}
