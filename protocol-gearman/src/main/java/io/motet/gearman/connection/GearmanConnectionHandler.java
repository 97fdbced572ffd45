package io.motet.gearman.connection;

import io.motet.gearman.service.JobService;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins a socket to its {@link GearmanConnection}; refuses it when there are too many. */
public final class GearmanConnectionHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(GearmanConnectionHandler.class);

  private final JobService service;
  private final OpenConnections open;
  private GearmanConnection connection;

  public GearmanConnectionHandler(JobService service, OpenConnections open) {
    this.service = service;
    this.open = open;
  }

  @Override
  public void channelActive(ChannelHandlerContext socket) {
    int most = service.options().maxConnections();
    if (most > 0 && open.count() >= most) {
      LOG.warn("more than {} Gearman connections: refusing one", most);
      socket.close();
    } else {
      connection = new GearmanConnection(service, open, socket);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext socket, Object message) {
    if (connection == null) {
      ((ByteBuf) message).release();
    } else {
      connection.received((ByteBuf) message);
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
