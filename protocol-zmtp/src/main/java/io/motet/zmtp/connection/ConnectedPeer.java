package io.motet.zmtp.connection;

import io.motet.broker.connection.ClientChannel;
import io.motet.broker.shard.Shard;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.stats.MessageCounters;
import io.motet.broker.vhost.VirtualHost;
import io.motet.zmtp.codec.FrameOutput;
import io.motet.zmtp.codec.SocketType;
import io.motet.zmtp.peer.Peer;
import io.motet.zmtp.peer.PeerOptions;

/** What a connection shows to its role. */
final class ConnectedPeer implements Peer {
  private final ZmtpConnection connection;

  ConnectedPeer(ZmtpConnection connection) {
    this.connection = connection;
  }

  @Override
  public FrontEndContext broker() {
    return connection.services().broker();
  }

  @Override
  public PeerOptions options() {
    return connection.services().peerOptions();
  }

  @Override
  public Shard shard() {
    return connection.shard();
  }

  @Override
  public VirtualHost virtualHost() {
    return connection.session().virtualHost();
  }

  @Override
  public String user() {
    return connection.session().user();
  }

  @Override
  public SocketType socketType() {
    return connection.session().socketType();
  }

  @Override
  public String service() {
    return connection.session().service();
  }

  @Override
  public boolean durable() {
    return connection.endpoint().durable();
  }

  @Override
  public boolean subscribesByCommand() {
    return connection.session().atLeast31();
  }

  @Override
  public ClientChannel channel() {
    return connection.view().channel();
  }

  @Override
  public MessageCounters counters() {
    return connection.view().channel().counters();
  }

  @Override
  public void consumers(int change) {
    connection.view().channel().consumers(change);
  }

  @Override
  public FrameOutput output() {
    return connection.output();
  }

  @Override
  public boolean writable() {
    return connection.socket().isWritable();
  }

  @Override
  public void hold() {
    connection.holdRole();
  }

  @Override
  public void release() {
    connection.releaseRole();
  }

  @Override
  public void whenWritten(Runnable task) {
    connection.outbound().whenWritten(task);
  }

  @Override
  public long flushes() {
    return connection.outbound().flushes();
  }

  @Override
  public void end(String why) {
    connection.end(why);
  }
}
