package io.motet.zmtp.connection;

import io.motet.broker.error.BrokerException;
import io.motet.broker.memory.Alarms.Alarm;
import io.motet.broker.shard.Shard;
import io.motet.broker.socket.OutboundBytes;
import io.motet.zmtp.codec.Command;
import io.motet.zmtp.codec.CommandNames;
import io.motet.zmtp.codec.FrameDecoder;
import io.motet.zmtp.codec.FrameLimits;
import io.motet.zmtp.codec.FrameList;
import io.motet.zmtp.codec.FrameListener;
import io.motet.zmtp.codec.FrameOutput;
import io.motet.zmtp.codec.Greeting;
import io.motet.zmtp.codec.Metadata;
import io.motet.zmtp.codec.PlainFrameOutput;
import io.motet.zmtp.codec.SocketType;
import io.motet.zmtp.codec.ZmtpException;
import io.motet.zmtp.curve.CurveFrameOutput;
import io.motet.zmtp.curve.CurveReader;
import io.motet.zmtp.curve.CurveSession;
import io.motet.zmtp.peer.PeerRole;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * One peer's connection: joins the byte streams, the state of the handshake, heartbeats,
 * back-pressure and the peer's role. On its shard; what others see of it on any thread is its
 * {@link ConnectionView}.
 */
public final class ZmtpConnection {
  /** A command's name and such, beside the properties. */
  private static final int HANDSHAKE_OVERHEAD_BYTES = 512;

  private final ConnectionServices services;
  private final ServiceEndpoint endpoint;
  private final ChannelHandlerContext socket;
  private final Shard shard;
  private final ConnectionView view;
  private final Session session = new Session();
  private final Admission admission = new Admission(this);
  private final ConnectionLog log = new ConnectionLog(this);
  private final OutboundBytes outbound;
  private final InboundBytes inbound;
  private final FrameDecoder decoder;
  private final Shard.Timer handshakeTimer;
  private final GreetingState greeting;
  private final Frames frames = new Frames();
  private CurveReader curve;
  private FrameOutput output;
  private Heartbeats heartbeats;
  private Shard.Timer closingTimer;
  private Set<Alarm> alarms = Set.of();
  private long receivedFrames;
  private boolean registered;
  private boolean disconnected;
  private volatile ConnectionState state;

  ZmtpConnection(
      ConnectionServices services, ServiceEndpoint endpoint, ChannelHandlerContext socket) {
    this.services = services;
    this.endpoint = endpoint;
    this.socket = socket;
    shard = services.broker().shardOf(socket.channel().eventLoop());
    view = new ConnectionView(this, services.broker().connections().nextId());
    outbound = new OutboundBytes(socket, shard, this::countSent);
    output = new PlainFrameOutput(outbound);
    decoder = new FrameDecoder(new Secured(), handshakeLimits(services.options()));
    inbound = new InboundBytes(socket.channel(), shard, decoder, this::guarded);
    greeting = new GreetingState(this);
    state = greeting;
    handshakeTimer =
        shard.schedule(services.options().handshakeTimeoutMillis(), this::handshakeTimedOut);
    services.open().add(this);
    if (services.open().count() > services.options().maxPeers()) {
      log.refused("more than " + services.options().maxPeers() + " connections");
      closeSocket();
    } else {
      Greeting.writeStart(outbound.room(Greeting.SIZE_BYTES));
    }
  }

  private static FrameLimits handshakeLimits(ConnectionOptions options) {
    int bytes = options.maxMetadataBytes() + HANDSHAKE_OVERHEAD_BYTES;
    return new FrameLimits(bytes, bytes, 1, bytes);
  }

  /** Takes bytes from the socket, and their ownership. */
  void received(ByteBuf bytes) {
    guarded(() -> take(bytes));
    view.counters().received(inbound.receivedBytes(), receivedFrames);
  }

  private void take(ByteBuf bytes) {
    if (state != greeting || readGreeting(bytes)) {
      inbound.received(bytes);
    }
  }

  /** Whether bytes are left that belong to what follows; else they are released. */
  private boolean readGreeting(ByteBuf bytes) {
    boolean left = false;
    try {
      greeting.read(bytes);
      left = bytes.isReadable();
    } finally {
      if (!left) {
        bytes.release();
      }
    }
    return left;
  }

  /** Runs a step of the connection; what it throws ends the connection. */
  void guarded(Runnable step) {
    try {
      step.run();
    } catch (ZmtpException error) {
      fail(error);
    } catch (BrokerException refused) {
      fail(new ZmtpException(refused.getMessage()));
    }
  }

  private void fail(ZmtpException error) {
    if (state instanceof ClosedState) {
      return;
    }
    log.failed(error.getMessage());
    boolean tell = error.reason() != null && !state.isOpen();
    endWork();
    if (tell) {
      byte[] reason = error.reason().getBytes(StandardCharsets.US_ASCII);
      byte[] data = new byte[1 + reason.length];
      data[0] = (byte) reason.length;
      System.arraycopy(reason, 0, data, 1, reason.length);
      output.command(CommandNames.ERROR, data);
    }
    inbound.discard();
    closingTimer = shard.schedule(services.options().refusalDelayMillis(), this::closeSocket);
  }

  /** The peer said what it is: finds the place where it works. */
  void introduced(Metadata metadata) {
    SocketType type = metadata.socketType();
    if (type.complement() == null) {
      throw new ZmtpException("a " + type + " socket, which is not served", "Invalid socket type");
    }
    session.introduced(type, metadata.identity());
    session.opened(admission.virtualHost(), admission.service());
  }

  /** From now on everything is in boxes. */
  void secure(CurveSession boxes) {
    curve = new CurveReader(boxes, services.options().limits(), frames);
    output = new CurveFrameOutput(outbound, boxes);
  }

  /** READY is written: the peer's role begins. */
  void opened() {
    handshakeTimer.cancel();
    FrameLimits limits = services.options().limits();
    decoder.limits(curve == null ? limits : CurveReader.outerLimits(limits));
    heartbeats =
        new Heartbeats(
            shard,
            output,
            inbound::receivedBytes,
            () -> !inbound.holding(),
            session.atLeast31() ? services.options().heartbeatIntervalMillis() : 0,
            services.options().heartbeatTimeoutMillis(),
            () -> end("it was silent for too long"));
    heartbeats.start();
    registered = true;
    services.broker().connections().opened(view);
    log.opened();
    PeerRole role = services.roles().roleOf(new ConnectedPeer(this));
    state = new OpenState(this, role);
    alarms = services.broker().alarms().active();
    role.open();
  }

  /** The reasons to hold publishers back have changed. */
  public void alarmsChanged(Set<Alarm> active) {
    alarms = active;
    if (active.isEmpty()) {
      guarded(() -> inbound.release(InboundBytes.Hold.ALARM));
    }
  }

  /** A message was handed to the role. */
  void published() {
    if (!alarms.isEmpty() && role() != null && role().publishes()) {
      inbound.hold(InboundBytes.Hold.ALARM);
    }
  }

  /** The socket takes more, or no longer does. */
  void writabilityChanged() {
    if (role() != null) {
      role().writable(socket.channel().isWritable());
    }
  }

  private PeerRole role() {
    return state instanceof OpenState open ? open.role() : null;
  }

  void suspend() {
    inbound.hold(InboundBytes.Hold.HANDSHAKE);
  }

  void resume() {
    guarded(() -> inbound.release(InboundBytes.Hold.HANDSHAKE));
  }

  void holdRole() {
    inbound.holdRole();
  }

  void releaseRole() {
    guarded(inbound::releaseRole);
  }

  /** Ends the connection, saying why in the log only: the protocol has no word for it. */
  public void end(String why) {
    if (!(state instanceof ClosedState)) {
      fail(new ZmtpException(why));
    }
  }

  private void handshakeTimedOut() {
    if (!state.isOpen() && !(state instanceof ClosedState)) {
      String where =
          state == greeting ? " after " + greeting.receivedBytes() + " octets of the greeting" : "";
      log.failed("handshake timed out" + where);
      closeSocket();
    }
  }

  /** Sends what is left and closes the socket. */
  public void closeSocket() {
    endWork();
    outbound.flush();
    socket.close();
  }

  private void endWork() {
    PeerRole ended = role();
    state = new ClosedState();
    if (ended != null) {
      ended.close();
    }
    if (heartbeats != null) {
      heartbeats.stop();
    }
    if (registered) {
      registered = false;
      services.broker().connections().closed(view);
    }
  }

  /** Reading or writing failed. */
  void broken(Throwable cause) {
    if (cause instanceof RuntimeException && !(cause instanceof DecoderException)) {
      log.fault(cause);
    }
    disconnected();
  }

  /** The socket is gone. */
  void disconnected() {
    if (disconnected) {
      return;
    }
    disconnected = true;
    log.closed();
    handshakeTimer.cancel();
    if (closingTimer != null) {
      closingTimer.cancel();
    }
    inbound.close();
    outbound.close();
    endWork();
    services.open().remove(this);
  }

  private void countSent() {
    view.counters().sent(outbound.sentBytes(), output.frames());
  }

  void enter(ConnectionState next) {
    state = next;
  }

  ConnectionState state() {
    return state;
  }

  /** Decides who may be here. */
  Admission admission() {
    return admission;
  }

  ConnectionServices services() {
    return services;
  }

  ServiceEndpoint endpoint() {
    return endpoint;
  }

  Session session() {
    return session;
  }

  Heartbeats heartbeats() {
    return heartbeats;
  }

  OutboundBytes outbound() {
    return outbound;
  }

  FrameOutput output() {
    return output;
  }

  /** Where it lives. */
  public Shard shard() {
    return shard;
  }

  Channel socket() {
    return socket.channel();
  }

  /** How the model and management see it. */
  ConnectionView view() {
    return view;
  }

  /** Whether publishing would be held back now. */
  boolean blocked() {
    return inbound.holding() && !alarms.isEmpty();
  }

  /** Hands what the decoder finds on, out of its boxes if it is in any. */
  private final class Secured implements FrameListener {
    @Override
    public void command(Command command) {
      target().command(command);
    }

    @Override
    public void message(FrameList list) {
      target().message(list);
    }

    private FrameListener target() {
      return curve == null ? frames : curve;
    }
  }

  /** Hands frames to the state. */
  private final class Frames implements FrameListener {
    @Override
    public void command(Command command) {
      receivedFrames++;
      state.command(command);
    }

    @Override
    public void message(FrameList list) {
      receivedFrames += list.count();
      state.message(list);
    }
  }
}
