package io.motet.amqp.proxy;

import io.motet.amqp.connection.ProxiedAddresses;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the header of the PROXY protocol, version 1 or 2, that every connection must begin
 * with; keeps the addresses in it with the socket; then lets the real handlers begin. A client
 * without a header is closed: else anybody could claim to come from anywhere.
 */
public final class ProxyHeaderHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyHeaderHandler.class);

  private final long timeoutMillis;
  private final Consumer<ChannelPipeline> next;
  private ScheduledFuture<?> timeout;

  private ProxyHeaderHandler(long timeoutMillis, Consumer<ChannelPipeline> next) {
    this.timeoutMillis = timeoutMillis;
    this.next = next;
  }

  /**
   * Sets up a socket that was accepted.
   *
   * @param timeoutMillis how long the header may take
   * @param next adds the handlers of the protocol
   */
  public static void addTo(
      ChannelPipeline pipeline, long timeoutMillis, Consumer<ChannelPipeline> next) {
    pipeline.addLast(new HAProxyMessageDecoder());
    pipeline.addLast(new ProxyHeaderHandler(timeoutMillis, next));
  }

  @Override
  public void channelActive(ChannelHandlerContext socket) {
    timeout =
        socket
            .executor()
            .schedule(
                () -> refuse(socket, "no PROXY header came in time"),
                timeoutMillis,
                TimeUnit.MILLISECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext socket, Object message) {
    HAProxyMessage header = (HAProxyMessage) message;
    try {
      keepAddresses(socket, header);
    } finally {
      header.release();
    }
    timeout.cancel(false);
    next.accept(socket.pipeline());
    // The handlers behind this one have not seen the socket open.
    socket.fireChannelActive();
    socket.pipeline().remove(this);
  }

  /** A proxy that connects for itself, to see whether the broker is alive, names nobody. */
  private static void keepAddresses(ChannelHandlerContext socket, HAProxyMessage header) {
    AddressFamily family = header.proxiedProtocol().addressFamily();
    boolean named = family == AddressFamily.AF_IPv4 || family == AddressFamily.AF_IPv6;
    if (named && header.command() == HAProxyCommand.PROXY) {
      socket
          .channel()
          .attr(ProxiedAddresses.KEY)
          .set(
              new ProxiedAddresses(
                  address(header.sourceAddress(), header.sourcePort()),
                  address(header.destinationAddress(), header.destinationPort())));
    }
  }

  private static InetSocketAddress address(String numeric, int port) {
    try {
      byte[] bytes = NetUtil.createByteArrayFromIpAddressString(numeric);
      return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the decoder has checked the address " + numeric, e);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext socket, Throwable cause) {
    refuse(socket, "proxy_protocol is on, but what came is no PROXY header: " + cause.getMessage());
  }

  private static void refuse(ChannelHandlerContext socket, String why) {
    LOG.error("Error on connection from {}: {}", socket.channel().remoteAddress(), why);
    socket.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext socket) {
    timeout.cancel(false);
  }
}
