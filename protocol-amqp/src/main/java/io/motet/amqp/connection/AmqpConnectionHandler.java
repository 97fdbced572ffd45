package io.motet.amqp.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Joins a socket to its {@link AmqpConnection}; holds no logic of its own. */
public final class AmqpConnectionHandler extends ChannelInboundHandlerAdapter {
  private final ConnectionServices services;
  private AmqpConnection connection;

  public AmqpConnectionHandler(ConnectionServices services) {
    this.services = services;
  }

  @Override
  public void channelActive(ChannelHandlerContext socket) {
    connection = new AmqpConnection(services, socket);
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
      connection.disconnected(null);
    }
  }
}
