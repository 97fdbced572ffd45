package io.motet.kafka;

import io.motet.broker.settings.ListenAddress;
import io.motet.broker.settings.Settings;
import io.motet.broker.socket.ServerSockets;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.spi.Listener;
import io.motet.broker.tls.ReloadableTls;
import io.motet.kafka.connection.AnswerSizes;
import io.motet.kafka.connection.ConnectionServices;
import io.motet.kafka.connection.KafkaConnection;
import io.motet.kafka.connection.RequestFrames;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The open server sockets of the front end. */
final class KafkaListeners {
  private static final int BACKLOG = 1024;

  private final FrontEndContext context;
  private final ConnectionServices services;
  private final ServerSockets sockets = new ServerSockets();

  KafkaListeners(FrontEndContext context, ConnectionServices services) {
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
    return new ServerBootstrap()
        .group(context.eventLoops())
        .channel(context.serverChannelType())
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, watermarks(context.settings()))
        .childOption(ChannelOption.MESSAGE_SIZE_ESTIMATOR, AnswerSizes.ESTIMATOR)
        .childHandler(new Pipeline(services, tls));
  }

  /** How much may wait to be sent. */
  private static WriteBufferWaterMark watermarks(Settings settings) {
    int high = settings.get(KafkaSettings.HIGH_WATERMARK).intValue();
    return new WriteBufferWaterMark(
        Math.min(high, settings.get(KafkaSettings.LOW_WATERMARK).intValue()), high);
  }

  void close() {
    sockets.close();
  }

  /** Sets up each accepted socket. */
  private static final class Pipeline extends ChannelInitializer<Channel> {
    private final ConnectionServices services;
    private final ReloadableTls tls;

    Pipeline(ConnectionServices services, ReloadableTls tls) {
      this.services = services;
      this.tls = tls;
    }

    @Override
    protected void initChannel(Channel socket) {
      if (tls != null) {
        socket.pipeline().addLast(tls.newHandler(socket.alloc()));
      }
      KafkaConnection connection = new KafkaConnection(services);
      socket
          .pipeline()
          .addLast(
              new IdleStateHandler(services.options().maxIdleMillis(), 0, 0, TimeUnit.MILLISECONDS))
          .addLast(new RequestFrames(connection::maxRequestBytes))
          .addLast(connection);
    }
  }
}
