package io.motet.management.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Listens on one port. Sockets are served by one event loop of its own and requests answered by few
 * threads of its own: management never takes time from the threads that carry messages.
 */
public final class HttpServer implements AutoCloseable {
  private static final int BACKLOG = 128;
  private static final long WORKER_KEEP_ALIVE_SECONDS = 10;

  private final EventLoopGroup loop;
  private final ThreadPoolExecutor workers;
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel listener;

  private HttpServer(HttpServerSettings settings, RequestHandler handler) {
    loop = new NioEventLoopGroup(1, new DefaultThreadFactory(settings.name() + "-loop", true));
    workers =
        new ThreadPoolExecutor(
            settings.workers(),
            settings.workers(),
            WORKER_KEEP_ALIVE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.waitingRequests()),
            new DefaultThreadFactory(settings.name() + "-worker", true));
    workers.allowCoreThreadTimeOut(true);
    try {
      listener = bind(settings, handler);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Opens the port. Throws {@link UncheckedIOException} with the address when it cannot. */
  public static HttpServer start(HttpServerSettings settings, RequestHandler handler) {
    return new HttpServer(settings, handler);
  }

  private Channel bind(HttpServerSettings settings, RequestHandler handler) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Initializer(settings, handler));
    try {
      return bootstrap.bind(settings.address()).syncUninterruptibly().channel();
    } catch (Exception e) {
      throw new UncheckedIOException(
          "cannot listen on " + settings.address() + ": " + e.getMessage(), new IOException(e));
    }
  }

  /** The address really bound. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** Connections open now. */
  public int connectionCount() {
    return connections.size();
  }

  /** Stops accepting; requests under way are answered. */
  public void closeListener() {
    listener.close().syncUninterruptibly();
  }

  @Override
  public void close() {
    workers.shutdownNow();
    if (listener != null) {
      listener.close().syncUninterruptibly();
    }
    connections.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }

  private final class Initializer extends ChannelInitializer<Channel> {
    private final HttpServerSettings settings;
    private final RequestHandler handler;

    Initializer(HttpServerSettings settings, RequestHandler handler) {
      this.settings = settings;
      this.handler = handler;
    }

    @Override
    protected void initChannel(Channel channel) {
      connections.add(channel);
      channel
          .pipeline()
          .addLast(
              new HttpServerCodec(),
              new BoundedAggregator(settings.largestBodyBytes()),
              new IdleStateHandler(0, 0, settings.idleTimeoutMillis(), TimeUnit.MILLISECONDS),
              new HttpConnection(handler, workers));
    }
  }
}
