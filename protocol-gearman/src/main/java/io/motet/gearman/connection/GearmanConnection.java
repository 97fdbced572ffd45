package io.motet.gearman.connection;

import io.motet.broker.shard.Shard;
import io.motet.broker.socket.OutboundBytes;
import io.motet.gearman.admin.AdminCommands;
import io.motet.gearman.codec.ErrorCode;
import io.motet.gearman.codec.PacketDecoder;
import io.motet.gearman.codec.PacketListener;
import io.motet.gearman.codec.PacketWriter;
import io.motet.gearman.config.GearmanOptions;
import io.motet.gearman.job.Function;
import io.motet.gearman.service.JobService;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: its bytes in and out, its life. What the packets mean is for {@link Commands} and
 * {@link AdminCommands}. On the job table's shard.
 */
public final class GearmanConnection implements PacketListener {
  private static final Logger LOG = LoggerFactory.getLogger(GearmanConnection.class);
  private static final String NO_ID = "-";

  private final JobService service;
  private final OpenConnections open;
  private final ChannelHandlerContext socket;
  private final GearmanOptions options;
  private final PacketDecoder decoder;
  private final OutboundBytes out;
  private final ReplyOrder replies;
  private final PacketWriter writer;
  private final ConnectionAccess access;
  private final ClientSession client;
  private final WorkerSession worker;
  private final Commands commands;
  private final AdminCommands admin;
  private final ConnectionView view;
  private volatile String clientId = NO_ID;
  private long receivedBytes;
  private long receivedPackets;
  private boolean submits;
  private boolean blocked;
  private boolean waitsForConfirms;
  private boolean closed;

  GearmanConnection(JobService service, OpenConnections open, ChannelHandlerContext socket) {
    this.service = service;
    this.open = open;
    this.socket = socket;
    this.options = service.options();
    decoder =
        new PacketDecoder(socket.alloc(), options.maxPacketBytes(), options.maxLineBytes(), this);
    out = new OutboundBytes(socket, service.shard(), this::flushed);
    replies = new ReplyOrder(out);
    writer = new PacketWriter(replies);
    access =
        new ConnectionAccess(
            service.context().users(), options.user(), service.virtualHost().name());
    FunctionNames names = new FunctionNames(service.functions());
    client = new ClientSession(service, this, names, replies, writer);
    worker = new WorkerSession(service, this, names, writer);
    commands = new Commands(this, client, worker, replies, writer);
    admin = new AdminCommands(service, open, this::isLoopback);
    view = new ConnectionView(this, service.context().connections().nextId());
    open.add(this);
    service.context().connections().opened(view);
    LOG.debug("Gearman connection {} opened", view.name());
  }

  Shard shard() {
    return service.shard();
  }

  GearmanOptions options() {
    return options;
  }

  ChannelHandlerContext socket() {
    return socket;
  }

  ConnectionAccess access() {
    return access;
  }

  boolean closed() {
    return closed;
  }

  boolean blocked() {
    return blocked;
  }

  /** A number that tells connections apart, for the list of workers. */
  public long id() {
    return view.id();
  }

  /** The peer's address without port. */
  public String peerHost() {
    return view.peerHost();
  }

  /** What the worker calls itself, or {@code -}. */
  public String clientId() {
    return clientId;
  }

  void clientId(String id) {
    clientId = id;
  }

  /** The functions it can do, the one registered last first. */
  public List<Function> functions() {
    return worker.abilities().stream().map(Ability::function).toList();
  }

  private boolean isLoopback() {
    InetAddress peer = ((InetSocketAddress) socket.channel().remoteAddress()).getAddress();
    return peer.isLoopbackAddress();
  }

  // Coming in.

  /** Takes bytes and their ownership. */
  void received(ByteBuf bytes) {
    receivedBytes += bytes.readableBytes();
    decoder.decode(bytes);
    view.counters().received(receivedBytes, receivedPackets);
  }

  @Override
  public void packet(int type, ByteBuf source, int index, int length) {
    receivedPackets++;
    commands.run(type, source, index, length);
  }

  @Override
  public void text(String line) {
    receivedPackets++;
    long place = replies.reserve();
    admin.run(
        line,
        answer -> {
          replies.begin(place);
          writer.text(answer);
          replies.end();
        });
  }

  @Override
  public void responseMagic() {
    writer.error(ErrorCode.INVALID_MAGIC, "Request magic expected");
  }

  @Override
  public void tooLarge(long sizeBytes) {
    LOG.warn(
        "Gearman connection {} sent a packet of {} bytes, more than {}: closing it",
        view.name(),
        sizeBytes,
        options.maxPacketBytes());
    writer.error(ErrorCode.ARGUMENT_TOO_LARGE, "Packet too large");
    closeAfterFlush();
  }

  @Override
  public void notGearman(String why) {
    LOG.warn("closing Gearman connection {}: {}", view.name(), why);
    closeAfterFlush();
  }

  // Holding back.

  /** It submits jobs: an alarm or too many jobs that are not safe yet stop its reading. */
  void submitting() {
    submits = true;
    waitsForConfirms = replies.pending() + 1 >= options.maxUnconfirmed();
    updateReading();
  }

  /** A submission was answered. */
  void answered() {
    if (waitsForConfirms && replies.pending() <= options.maxUnconfirmed() / 2) {
      waitsForConfirms = false;
      updateReading();
    }
  }

  /** The reasons to hold publishers back have changed. */
  void alarmsChanged() {
    updateReading();
  }

  private void updateReading() {
    boolean hold = waitsForConfirms || (submits && !service.context().alarms().active().isEmpty());
    if (hold == blocked || closed) {
      return;
    }
    blocked = hold;
    socket.channel().config().setAutoRead(!hold);
    if (hold) {
      decoder.pause();
    } else {
      // Later: this may be in the middle of a packet.
      service.shard().execute(this::readOn);
    }
  }

  private void readOn() {
    if (!blocked && !closed) {
      decoder.resume();
    }
  }

  private void flushed() {
    view.counters().sent(out.sentBytes(), writer.packets());
    checkUnsent();
  }

  /** A peer that does not read what it asked for must not fill our memory. */
  private void checkUnsent() {
    if (closed || socket.channel().isWritable()) {
      return;
    }
    var buffer = socket.channel().unsafe().outboundBuffer();
    if (buffer != null && buffer.totalPendingWriteBytes() > options.maxUnsentBytes()) {
      LOG.warn(
          "Gearman connection {} does not read: more than {} bytes wait for it, closing it",
          view.name(),
          options.maxUnsentBytes());
      socket.close();
    }
  }

  // The end.

  private void closeAfterFlush() {
    out.flush();
    socket.close();
  }

  /** An operator, or the broker's end, closes it. Gearman has no word for why. */
  void close(String reason) {
    LOG.info("closing Gearman connection {}: {}", view.name(), reason);
    socket.close();
  }

  /** The socket is gone. */
  void disconnected() {
    if (closed) {
      return;
    }
    closed = true;
    decoder.close();
    client.close();
    worker.close();
    out.close();
    open.remove(this);
    service.context().connections().closed(view);
    LOG.debug("Gearman connection {} closed", view.name());
  }

  /** Something went wrong with it alone. */
  void broken(Throwable cause) {
    if (cause instanceof java.io.IOException) {
      LOG.debug("Gearman connection {}: {}", view.name(), cause.getMessage());
    } else {
      LOG.error("Gearman connection {} failed", view.name(), cause);
    }
  }
}
