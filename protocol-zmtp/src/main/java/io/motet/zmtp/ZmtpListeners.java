package io.motet.zmtp;

import io.motet.broker.settings.ListenAddress;
import io.motet.broker.settings.Settings;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.spi.Listener;
import io.motet.zmtp.connection.ConnectionServices;
import io.motet.zmtp.connection.ServiceEndpoint;
import io.motet.zmtp.connection.ZmtpConnectionHandler;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The open server sockets of the front end. */
final class ZmtpListeners {
  private final FrontEndContext context;
  private final ConnectionServices services;
  private final List<Listener> listeners = new ArrayList<>();
  private final List<Channel> sockets = new ArrayList<>();

  ZmtpListeners(FrontEndContext context, ConnectionServices services) {
    this.context = context;
    this.services = services;
  }

  List<Listener> all() {
    return List.copyOf(listeners);
  }

  /**
   * Binds.
   *
   * @throws IllegalStateException when the address cannot be bound, naming it
   */
  void open(String protocol, ListenAddress address, ServiceEndpoint endpoint) {
    if (!address.enabled()) {
      return;
    }
    InetSocketAddress wanted =
        address.host() == null
            ? new InetSocketAddress(address.port())
            : new InetSocketAddress(address.host(), address.port());
    ChannelFuture bound = bootstrap(endpoint).bind(wanted).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IllegalStateException(
          "cannot listen for " + protocol + " on " + address + ": " + bound.cause().getMessage(),
          bound.cause());
    }
    InetSocketAddress local = (InetSocketAddress) bound.channel().localAddress();
    sockets.add(bound.channel());
    listeners.add(new Listener(protocol, local.getAddress().getHostAddress(), local.getPort()));
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
    sockets.forEach(socket -> socket.close().awaitUninterruptibly());
    sockets.clear();
    listeners.clear();
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
