package io.motet.gearman;

import io.motet.broker.settings.ListenAddress;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.spi.Listener;
import io.motet.gearman.connection.GearmanConnectionHandler;
import io.motet.gearman.connection.OpenConnections;
import io.motet.gearman.service.JobService;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The sockets that accept. All connections go to the job table's event loop. */
final class GearmanListeners {
  private static final int BACKLOG = 1024;

  private final FrontEndContext context;
  private final JobService service;
  private final OpenConnections open;
  private final List<Channel> sockets = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();

  GearmanListeners(FrontEndContext context, JobService service, OpenConnections open) {
    this.context = context;
    this.service = service;
    this.open = open;
  }

  List<Listener> all() {
    return List.copyOf(listeners);
  }

  /**
   * Binds.
   *
   * @param tls null for plain TCP
   * @throws IllegalStateException when the address cannot be bound, naming it
   */
  void open(String protocol, ListenAddress address, SslContext tls) {
    if (!address.enabled()) {
      return;
    }
    InetSocketAddress wanted =
        address.host() == null
            ? new InetSocketAddress(address.port())
            : new InetSocketAddress(address.host(), address.port());
    ChannelFuture bound = bootstrap(tls).bind(wanted).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IllegalStateException(
          "cannot listen for " + protocol + " on " + address + ": " + bound.cause().getMessage(),
          bound.cause());
    }
    InetSocketAddress local = (InetSocketAddress) bound.channel().localAddress();
    sockets.add(bound.channel());
    listeners.add(new Listener(protocol, local.getAddress().getHostAddress(), local.getPort()));
  }

  private ServerBootstrap bootstrap(SslContext tls) {
    return new ServerBootstrap()
        .group(context.eventLoops(), loop())
        .channel(context.serverChannelType())
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel socket) {
                if (tls != null) {
                  socket.pipeline().addLast(tls.newHandler(socket.alloc()));
                }
                socket.pipeline().addLast(new GearmanConnectionHandler(service, open));
              }
            });
  }

  private EventLoop loop() {
    for (EventExecutor each : context.eventLoops()) {
      if (context.shardOf((EventLoop) each) == service.shard()) {
        return (EventLoop) each;
      }
    }
    throw new IllegalStateException("no event loop behind " + service.shard());
  }

  void close() {
    sockets.forEach(socket -> socket.close().awaitUninterruptibly());
    sockets.clear();
    listeners.clear();
  }
}
