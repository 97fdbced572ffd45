package io.motet.broker;

import io.motet.broker.connection.ConnectionRegistry;
import io.motet.broker.group.GroupRegistry;
import io.motet.broker.memory.AlarmBoard;
import io.motet.broker.memory.Alarms;
import io.motet.broker.memory.ContentAllocator;
import io.motet.broker.memory.MemoryAccount;
import io.motet.broker.memory.MemoryBudget;
import io.motet.broker.message.MessageFormat;
import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.policy.Policies;
import io.motet.broker.queue.Engine;
import io.motet.broker.reply.ReplyTargets;
import io.motet.broker.runtime.Entropy;
import io.motet.broker.runtime.HostName;
import io.motet.broker.runtime.Shards;
import io.motet.broker.settings.Settings;
import io.motet.broker.shard.Shard;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.spi.Listener;
import io.motet.broker.stats.JournalFigures;
import io.motet.broker.user.Users;
import io.motet.broker.vhost.VirtualHosts;
import io.motet.storage.journal.Journal;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The broker as its front ends see it. */
final class BrokerContext implements FrontEndContext {
  private final BrokerSettings brokerSettings;
  private final FrontEnds frontEnds;
  private final MessageFormat[] formats;
  private final Shards shards;
  private final Journal journal;
  private final Engine engine;
  private final MemoryBudget memory;
  private final AlarmBoard alarms;
  private final Model model;
  private final Consumer<String> onStopRequest;
  private final GroupRegistry groups = new GroupRegistry();
  private final String nodeName;
  private final long startedAtMillis;

  BrokerContext(
      BrokerSettings brokerSettings,
      FrontEnds frontEnds,
      MessageFormat[] formats,
      Shards shards,
      Journal journal,
      Engine engine,
      MemoryBudget memory,
      AlarmBoard alarms,
      Model model,
      Consumer<String> onStopRequest) {
    this.brokerSettings = brokerSettings;
    this.frontEnds = frontEnds;
    this.formats = formats;
    this.shards = shards;
    this.journal = journal;
    this.engine = engine;
    this.memory = memory;
    this.alarms = alarms;
    this.model = model;
    this.onStopRequest = onStopRequest;
    this.nodeName = nodeName(brokerSettings.settings());
    this.startedAtMillis = shards.all().get(0).currentTimeMillis();
  }

  private static String nodeName(Settings settings) {
    String name = settings.get(CoreSettings.NODE_NAME);
    return name.isEmpty() ? "motet@" + HostName.shortName() : name;
  }

  @Override
  public Settings settings() {
    return brokerSettings.settings();
  }

  @Override
  public String nodeName() {
    return nodeName;
  }

  @Override
  public String clusterName() {
    String name = settings().get(CoreSettings.CLUSTER_NAME);
    return name.isEmpty() ? nodeName : name;
  }

  @Override
  public VirtualHosts virtualHosts() {
    return model.virtualHosts();
  }

  @Override
  public MetadataStore metadata() {
    return model.store();
  }

  @Override
  public Users users() {
    return model.users();
  }

  @Override
  public Policies policies() {
    return model.policies();
  }

  @Override
  public ConnectionRegistry connections() {
    return model.connections();
  }

  @Override
  public GroupRegistry groups() {
    return groups;
  }

  @Override
  public ReplyTargets replies() {
    return model.replies();
  }

  @Override
  public Entropy entropy() {
    return model.entropy();
  }

  @Override
  public Alarms alarms() {
    return alarms;
  }

  @Override
  public MemoryAccount memory() {
    return memory;
  }

  @Override
  public List<Shard> shards() {
    return List.copyOf(shards.all());
  }

  @Override
  public EventLoopGroup eventLoops() {
    return shards.eventLoops();
  }

  @Override
  public Class<? extends ServerChannel> serverChannelType() {
    return shards.serverChannelType();
  }

  @Override
  public Class<? extends Channel> clientChannelType() {
    return shards.clientChannelType();
  }

  @Override
  public Shard shardOf(EventLoop loop) {
    return shards.shardOf(loop);
  }

  @Override
  public ContentAllocator contentAllocator(Shard shard) {
    return engine.context(shard).contents();
  }

  @Override
  public MessageFormat messageFormat(byte id) {
    return formats[id & 0xff];
  }

  /** Some format that messages of the broker's own can have; null without any front end. */
  MessageFormat firstMessageFormat() {
    for (MessageFormat format : formats) {
      if (format != null) {
        return format;
      }
    }
    return null;
  }

  @Override
  public List<Listener> listeners() {
    return frontEnds.listeners();
  }

  @Override
  public JournalFigures journalStatistics() {
    return JournalFigures.of(journal.statistics());
  }

  @Override
  public Path dataDirectory() {
    return brokerSettings.dataDirectory();
  }

  @Override
  public long startedAtMillis() {
    return startedAtMillis;
  }

  @Override
  public void requestStop(String reason) {
    onStopRequest.accept(reason);
  }
}
