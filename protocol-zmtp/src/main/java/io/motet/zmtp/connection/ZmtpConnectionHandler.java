package io.motet.zmtp.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Joins a socket to its {@link ZmtpConnection}; holds no logic of its own. */
public final class ZmtpConnectionHandler extends ChannelInboundHandlerAdapter {
  private final ConnectionServices services;
  private final ServiceEndpoint endpoint;
  private ZmtpConnection connection;

  public ZmtpConnectionHandler(ConnectionServices services, ServiceEndpoint endpoint) {
    this.services = services;
    this.endpoint = endpoint;
  }

  @Override
  public void channelActive(ChannelHandlerContext socket) {
    connection = new ZmtpConnection(services, endpoint, socket);
  }

  @Override
  public void channelRead(ChannelHandlerContext socket, Object message) {
    connection.received((ByteBuf) message);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext socket) {
    if (connection != null) {
      connection.writabilityChanged();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext socket, Throwable cause) {
    if (connection != null) {
      connection.broken(cause);
    }
    socket.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext socket) {
    if (connection != null) {
      connection.disconnected();
    }
  }
}
