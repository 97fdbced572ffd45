package io.motet.management.fake;

import io.motet.broker.group.GroupRegistry;
import io.motet.broker.memory.Alarms;
import io.motet.broker.memory.ContentAllocator;
import io.motet.broker.memory.MemoryAccount;
import io.motet.broker.message.MessageFormat;
import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.policy.Policies;
import io.motet.broker.policy.Policy;
import io.motet.broker.reply.ReplyTargets;
import io.motet.broker.runtime.Entropy;
import io.motet.broker.settings.Settings;
import io.motet.broker.shard.Shard;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.spi.Listener;
import io.motet.broker.stats.JournalFigures;
import io.motet.broker.support.DirectShard;
import io.motet.broker.user.Permissions;
import io.motet.broker.vhost.VirtualHost;
import io.motet.broker.vhost.VirtualHosts;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** A broker's parts, all fake. One user {@code guest} who may do all, one virtual host. */
public final class FakeContext implements FrontEndContext {
  private final Map<String, FakeVirtualHost> hosts = new ConcurrentSkipListMap<>();
  private final Map<String, String> settings = new TreeMap<>();

  private final GroupRegistry groups = new GroupRegistry();
  private final VirtualHosts virtualHosts = new Hosts();
  private final Policies policies = new FakePolicies();

  public final FakeUsers users = new FakeUsers();
  public final FakeRegistry registry = new FakeRegistry();
  public final Set<Alarms.Alarm> alarms = EnumSet.noneOf(Alarms.Alarm.class);
  public volatile String stopReason;

  public FakeContext() {
    host("/");
    user("guest", "administrator");
    grant("guest", "/");
  }

  public FakeVirtualHost host(String name) {
    return hosts.computeIfAbsent(name, FakeVirtualHost::new);
  }

  /** A user whose password is the name. */
  public void user(String name, String... tags) {
    users.putWithPassword(name, name.getBytes(StandardCharsets.UTF_8), List.of(tags)).join();
  }

  public void grant(String user, String virtualHost) {
    users.setPermissions(new Permissions(user, virtualHost, ".*", ".*", ".*")).join();
  }

  public FakeContext set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  @Override
  public Settings settings() {
    return Settings.of(settings);
  }

  @Override
  public String nodeName() {
    return "motet@test";
  }

  @Override
  public String clusterName() {
    return "motet@test.example";
  }

  @Override
  public VirtualHosts virtualHosts() {
    return virtualHosts;
  }

  @Override
  public MetadataStore metadata() {
    throw new UnsupportedOperationException();
  }

  @Override
  public FakeUsers users() {
    return users;
  }

  @Override
  public Policies policies() {
    return policies;
  }

  @Override
  public FakeRegistry connections() {
    return registry;
  }

  @Override
  public GroupRegistry groups() {
    return groups;
  }

  @Override
  public Alarms alarms() {
    return new FakeAlarms();
  }

  @Override
  public MemoryAccount memory() {
    return new FakeMemory(1000, 10);
  }

  @Override
  public List<Shard> shards() {
    return List.of(new DirectShard());
  }

  @Override
  public EventLoopGroup eventLoops() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Class<? extends ServerChannel> serverChannelType() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Class<? extends Channel> clientChannelType() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Shard shardOf(EventLoop loop) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ContentAllocator contentAllocator(Shard shard) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MessageFormat messageFormat(byte id) {
    return null;
  }

  @Override
  public List<Listener> listeners() {
    return List.of(new Listener("amqp", "::", 5672), new Listener("http", "::", 15672));
  }

  @Override
  public JournalFigures journalStatistics() {
    return new JournalFigures(10, 5, 2_000_000, 300, 200, 100, 1, 1000, 0, 0, 0);
  }

  @Override
  public Entropy entropy() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ReplyTargets replies() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path dataDirectory() {
    return null;
  }

  @Override
  public long startedAtMillis() {
    return 0;
  }

  @Override
  public void requestStop(String reason) {
    stopReason = reason;
  }

  private final class Hosts implements VirtualHosts {
    @Override
    public VirtualHost get(String name) {
      return hosts.get(name);
    }

    @Override
    public Collection<VirtualHost> all() {
      return List.copyOf(hosts.values());
    }

    @Override
    public CompletableFuture<VirtualHost> put(
        String name, String description, Collection<String> tags) {
      FakeVirtualHost host = host(name);
      host.description = description == null ? host.description : description;
      host.tags = tags == null ? host.tags : tags;
      return CompletableFuture.completedFuture(host);
    }

    @Override
    public CompletableFuture<Void> delete(String name) {
      hosts.remove(name);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> setLimit(String name, String limit, Long value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> tracing(String name, boolean on) {
      host(name).tracing = on;
      return CompletableFuture.completedFuture(null);
    }
  }

  private static final class FakePolicies implements Policies {
    private final Map<String, Policy> policies = new ConcurrentSkipListMap<>();
    private final Map<String, Policy> operatorPolicies = new ConcurrentSkipListMap<>();

    @Override
    public Collection<Policy> all() {
      return policies.values();
    }

    @Override
    public CompletableFuture<Void> put(Policy policy) {
      policies.put(policy.virtualHost() + policy.name(), policy);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> delete(String virtualHost, String name) {
      policies.remove(virtualHost + name);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public Collection<Policy> operatorPolicies() {
      return operatorPolicies.values();
    }

    @Override
    public CompletableFuture<Void> putOperatorPolicy(Policy policy) {
      operatorPolicies.put(policy.virtualHost() + policy.name(), policy);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> deleteOperatorPolicy(String virtualHost, String name) {
      operatorPolicies.remove(virtualHost + name);
      return CompletableFuture.completedFuture(null);
    }
  }

  private final class FakeAlarms implements Alarms {
    @Override
    public Set<Alarm> active() {
      return alarms;
    }

    @Override
    public Runnable onChange(Consumer<Set<Alarm>> listener) {
      return () -> {};
    }
  }

  private record FakeMemory(long limitBytes, long usedBytes) implements MemoryAccount {}
}
