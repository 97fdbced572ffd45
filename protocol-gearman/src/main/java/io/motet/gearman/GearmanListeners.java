package io.motet.gearman;

import io.motet.broker.settings.ListenAddress;
import io.motet.broker.socket.ServerSockets;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.spi.Listener;
import io.motet.broker.tls.ReloadableTls;
import io.motet.gearman.connection.GearmanConnectionHandler;
import io.motet.gearman.connection.OpenConnections;
import io.motet.gearman.service.JobService;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;

/** The sockets that accept. All connections go to the job table's event loop. */
final class GearmanListeners {
  private static final int BACKLOG = 1024;

  private final FrontEndContext context;
  private final JobService service;
  private final OpenConnections open;
  private final ServerSockets sockets = new ServerSockets();

  GearmanListeners(FrontEndContext context, JobService service, OpenConnections open) {
    this.context = context;
    this.service = service;
    this.open = open;
  }

  List<Listener> all() {
    return sockets.listeners();
  }

  /**
   * Binds.
   *
   * @param tls null for plain TCP
   * @throws IllegalStateException when the address cannot be bound, naming it
   */
  void open(String protocol, ListenAddress address, ReloadableTls tls) {
    sockets.open(protocol, address, bootstrap(tls));
  }

  private ServerBootstrap bootstrap(ReloadableTls tls) {
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
    sockets.close();
  }
}
