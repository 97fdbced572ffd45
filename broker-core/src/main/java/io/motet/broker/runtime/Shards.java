package io.motet.broker.runtime;

import io.motet.broker.shard.Shard;
import io.netty.channel.Channel;
import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The broker's shards: one per event loop, epoll where the system has it.
 *
 * <p>By default there are half as many as cores: the journal's thread, the kernel's network work
 * and the clients beside us need the rest. On two cores that is one shard, so every publish,
 * delivery and settlement runs inline; a second one would hand half of all messages to another
 * thread, and the wake-up costs more than the message.
 */
public final class Shards implements AutoCloseable {
  private static final long QUIET_MILLIS = 0;
  private static final long CLOSE_WAIT_MILLIS = 5_000;

  private final EventLoopGroup group;
  private final Class<? extends ServerChannel> serverChannelType;
  private final Class<? extends Channel> clientChannelType;
  private final List<NettyShard> shards = new ArrayList<>();

  private Shards(
      EventLoopGroup group,
      Class<? extends ServerChannel> serverChannelType,
      Class<? extends Channel> clientChannelType) {
    this.group = group;
    this.serverChannelType = serverChannelType;
    this.clientChannelType = clientChannelType;
    for (EventExecutor loop : group) {
      shards.add(new NettyShard(shards.size(), (SingleThreadEventLoop) loop));
    }
  }

  /** The number that suits this machine. */
  public static int defaultCount() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  /**
   * Starts the shards' threads.
   *
   * @param count 0 for {@link #defaultCount()}
   * @param threadName prefix of the threads' names
   */
  public static Shards create(int count, String threadName) {
    int threads = count == 0 ? defaultCount() : count;
    ThreadFactory factory = new DefaultThreadFactory(threadName);
    if (Epoll.isAvailable()) {
      return new Shards(
          new EpollEventLoopGroup(threads, factory, DefaultSelectStrategyFactory.INSTANCE),
          EpollServerSocketChannel.class,
          EpollSocketChannel.class);
    }
    return new Shards(
        new NioEventLoopGroup(threads, factory),
        NioServerSocketChannel.class,
        NioSocketChannel.class);
  }

  public List<? extends Shard> all() {
    return shards;
  }

  public EventLoopGroup eventLoops() {
    return group;
  }

  public Class<? extends ServerChannel> serverChannelType() {
    return serverChannelType;
  }

  public Class<? extends Channel> clientChannelType() {
    return clientChannelType;
  }

  /** The shard that runs on an event loop of ours. */
  public Shard shardOf(EventLoop loop) {
    for (NettyShard shard : shards) {
      if (shard.loop() == loop) {
        return shard;
      }
    }
    throw new IllegalArgumentException("not an event loop of this broker: " + loop);
  }

  /** Runs what is queued and ends the threads. Blocks. */
  @Override
  public void close() {
    group
        .shutdownGracefully(QUIET_MILLIS, CLOSE_WAIT_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly();
  }
}
