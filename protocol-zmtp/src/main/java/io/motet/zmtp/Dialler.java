package io.motet.zmtp;

import io.motet.broker.shard.Shard;
import io.motet.broker.spi.FrontEndContext;
import io.motet.zmtp.connection.ConnectionServices;
import io.motet.zmtp.connection.ServiceEndpoint;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection to a peer that binds, such as a REP server written without a broker in mind:
 * when it cannot be made or ends, it is tried again, less and less often. On its shard.
 */
final class Dialler {
  private static final Logger LOG = LoggerFactory.getLogger(Dialler.class);

  private final FrontEndContext context;
  private final PeerAddress address;
  private final ServiceEndpoint endpoint;
  private final EventLoop loop;
  private final Shard shard;
  private final Bootstrap bootstrap;
  private final long longestMillis;
  private final long shortestMillis;
  private long delayMillis;
  private Shard.Timer timer;
  private Channel channel;
  private boolean closed;

  Dialler(
      FrontEndContext context,
      ConnectionServices services,
      PeerAddress address,
      ServiceEndpoint endpoint) {
    this.context = context;
    this.address = address;
    this.endpoint = endpoint;
    loop = context.eventLoops().next();
    shard = context.shardOf(loop);
    shortestMillis = context.settings().get(ZmtpSettings.RECONNECT_MIN);
    longestMillis = context.settings().get(ZmtpSettings.RECONNECT_MAX);
    delayMillis = shortestMillis;
    bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(context.clientChannelType())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(
                ChannelOption.WRITE_BUFFER_WATER_MARK, ZmtpListeners.watermarks(context.settings()))
            .handler(new ZmtpListeners.Pipeline(services, endpoint));
  }

  /** Any thread. */
  void start() {
    shard.execute(this::connect);
  }

  private void connect() {
    timer = null;
    if (closed) {
      return;
    }
    bootstrap
        .connect(address.host(), address.port())
        .addListener(
            (ChannelFuture connected) -> {
              if (connected.isSuccess()) {
                connected(connected.channel());
              } else {
                LOG.debug("cannot connect to {}: {}", address, connected.cause().getMessage());
                tryLater();
              }
            });
  }

  private void connected(Channel made) {
    channel = made;
    if (closed) {
      made.close();
      return;
    }
    LOG.info("connected to {} for service '{}'", address, endpoint.service());
    long since = shard.currentTimeMillis();
    made.closeFuture()
        .addListener(
            ended -> {
              // A connection that lasted shows that the peer is well.
              if (shard.currentTimeMillis() - since > longestMillis) {
                delayMillis = shortestMillis;
              }
              tryLater();
            });
  }

  private void tryLater() {
    if (!closed) {
      long wait = 1 + delayMillis / 2 + context.entropy().nextInt((int) delayMillis / 2 + 1);
      delayMillis = Math.min(2 * delayMillis, longestMillis);
      timer = shard.schedule(wait, this::connect);
    }
  }

  /** Any thread. */
  void close() {
    shard.execute(
        () -> {
          closed = true;
          if (timer != null) {
            timer.cancel();
          }
          if (channel != null) {
            channel.close();
          }
        });
  }
}
