package io.motet.broker.spi;

import io.motet.broker.connection.ConnectionRegistry;
import io.motet.broker.group.GroupRegistry;
import io.motet.broker.memory.Alarms;
import io.motet.broker.memory.ContentAllocator;
import io.motet.broker.memory.MemoryAccount;
import io.motet.broker.message.MessageFormat;
import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.policy.Policies;
import io.motet.broker.reply.ReplyTargets;
import io.motet.broker.runtime.Entropy;
import io.motet.broker.settings.Settings;
import io.motet.broker.shard.Shard;
import io.motet.broker.stats.JournalFigures;
import io.motet.broker.user.Users;
import io.motet.broker.vhost.VirtualHosts;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.nio.file.Path;
import java.util.List;

/** What a front end is given. Everything in it is thread-safe unless it says otherwise. */
public interface FrontEndContext {
  Settings settings();

  /** {@code motet@host}, or as configured: what management calls the node. */
  String nodeName();

  String clusterName();

  VirtualHosts virtualHosts();

  /**
   * All durable metadata: a front end may keep records of its own there. Their keys begin with the
   * front end's name and a hyphen.
   */
  MetadataStore metadata();

  Users users();

  Policies policies();

  ConnectionRegistry connections();

  /** Groups of readers: where a front end that has them makes them known to administration. */
  GroupRegistry groups();

  /** Requesters that wait for direct replies. */
  ReplyTargets replies();

  /** For names and tokens that clients leave to the broker. */
  Entropy entropy();

  Alarms alarms();

  MemoryAccount memory();

  List<Shard> shards();

  /** The event loops behind the shards, for server bootstraps. */
  EventLoopGroup eventLoops();

  /** The channel class that suits {@link #eventLoops()} (epoll where it is there). */
  Class<? extends ServerChannel> serverChannelType();

  /** The same for sockets that a front end opens to somebody else. */
  Class<? extends Channel> clientChannelType();

  /** The shard that runs on an event loop. */
  Shard shardOf(EventLoop loop);

  /** Room for message content; on the shard's thread. */
  ContentAllocator contentAllocator(Shard shard);

  /** The format with that id, or null. */
  MessageFormat messageFormat(byte id);

  /** All listeners of all front ends that are open by now. */
  List<Listener> listeners();

  JournalFigures journalStatistics();

  /** Null for a broker in memory. */
  Path dataDirectory();

  long startedAtMillis();

  /** Asks the process (or whoever embeds the broker) to stop it; returns at once. */
  void requestStop(String reason);
}
