package io.motet.amqp;

import io.motet.amqp.connection.AmqpConnectionHandler;
import io.motet.amqp.connection.ConnectionServices;
import io.motet.amqp.proxy.ProxyHeaderHandler;
import io.motet.broker.settings.ListenAddress;
import io.motet.broker.settings.Settings;
import io.motet.broker.socket.ServerSockets;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.spi.Listener;
import io.motet.broker.tls.ReloadableTls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import java.util.List;

/** The open server sockets of the front end. */
final class AmqpListeners {
  private final FrontEndContext context;
  private final ConnectionServices services;
  private final ServerSockets sockets = new ServerSockets();

  AmqpListeners(FrontEndContext context, ConnectionServices services) {
    this.context = context;
    this.services = services;
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
    Settings settings = context.settings();
    WriteBufferWaterMark watermarks =
        new WriteBufferWaterMark(
            settings.get(AmqpSettings.LOW_WATERMARK).intValue(),
            settings.get(AmqpSettings.HIGH_WATERMARK).intValue());
    return new ServerBootstrap()
        .group(context.eventLoops())
        .channel(context.serverChannelType())
        .option(ChannelOption.SO_BACKLOG, settings.get(AmqpSettings.BACKLOG))
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, settings.get(AmqpSettings.NO_DELAY))
        .childOption(ChannelOption.SO_KEEPALIVE, settings.get(AmqpSettings.KEEP_ALIVE))
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, watermarks)
        .childHandler(new Pipeline(services, tls, settings.get(AmqpSettings.PROXY_PROTOCOL)));
  }

  void close() {
    sockets.close();
  }

  /** Sets up each accepted socket. */
  private static final class Pipeline extends ChannelInitializer<Channel> {
    private final ConnectionServices services;
    private final ReloadableTls tls;
    private final boolean proxied;

    Pipeline(ConnectionServices services, ReloadableTls tls, boolean proxied) {
      this.services = services;
      this.tls = tls;
      this.proxied = proxied;
    }

    @Override
    protected void initChannel(Channel socket) {
      if (proxied) {
        long timeoutMillis = services.options().handshakeTimeoutMillis();
        ProxyHeaderHandler.addTo(socket.pipeline(), timeoutMillis, this::addHandlers);
      } else {
        addHandlers(socket.pipeline());
      }
    }

    private void addHandlers(ChannelPipeline pipeline) {
      if (tls != null) {
        pipeline.addLast(tls.newHandler(pipeline.channel().alloc()));
      }
      pipeline.addLast(new AmqpConnectionHandler(services));
    }
  }
}
