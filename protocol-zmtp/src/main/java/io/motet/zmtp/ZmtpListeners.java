package io.motet.zmtp;

import io.motet.broker.settings.ListenAddress;
import io.motet.broker.settings.Settings;
import io.motet.broker.socket.ServerSockets;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.spi.Listener;
import io.motet.zmtp.connection.ConnectionServices;
import io.motet.zmtp.connection.ServiceEndpoint;
import io.motet.zmtp.connection.ZmtpConnectionHandler;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.util.List;

/** The open server sockets of the front end. */
final class ZmtpListeners {
  private final FrontEndContext context;
  private final ConnectionServices services;
  private final ServerSockets sockets = new ServerSockets();

  ZmtpListeners(FrontEndContext context, ConnectionServices services) {
    this.context = context;
    this.services = services;
  }

  List<Listener> all() {
    return sockets.listeners();
  }

  /**
   * Binds.
   *
   * @throws IllegalStateException when the address cannot be bound, naming it
   */
  void open(String protocol, ListenAddress address, ServiceEndpoint endpoint) {
    sockets.open(protocol, address, bootstrap(endpoint));
  }

  private ServerBootstrap bootstrap(ServiceEndpoint endpoint) {
    Settings settings = context.settings();
    return new ServerBootstrap()
        .group(context.eventLoops())
        .channel(context.serverChannelType())
        .option(ChannelOption.SO_BACKLOG, settings.get(ZmtpSettings.BACKLOG))
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, watermarks(settings))
        .childHandler(new Pipeline(services, endpoint));
  }

  /** How much may wait to be sent. */
  static WriteBufferWaterMark watermarks(Settings settings) {
    return new WriteBufferWaterMark(
        settings.get(ZmtpSettings.LOW_WATERMARK).intValue(),
        settings.get(ZmtpSettings.HIGH_WATERMARK).intValue());
  }

  void close() {
    sockets.close();
  }

  /** Sets up each socket. */
  static final class Pipeline extends ChannelInitializer<Channel> {
    private final ConnectionServices services;
    private final ServiceEndpoint endpoint;

    Pipeline(ConnectionServices services, ServiceEndpoint endpoint) {
      this.services = services;
      this.endpoint = endpoint;
    }

    @Override
    protected void initChannel(Channel socket) {
      socket.pipeline().addLast(new ZmtpConnectionHandler(services, endpoint));
    }
  }
}
