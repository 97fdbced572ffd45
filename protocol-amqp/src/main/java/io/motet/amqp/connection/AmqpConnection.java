package io.motet.amqp.connection;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.ConnectionMethod;
import io.motet.amqp.codec.Dialect;
import io.motet.amqp.codec.FrameDecoder;
import io.motet.amqp.codec.FrameWriter;
import io.motet.amqp.codec.Method;
import io.motet.amqp.codec.ReplyCode;
import io.motet.broker.memory.Alarms.Alarm;
import io.motet.broker.shard.Shard;
import io.motet.broker.socket.OutboundBytes;
import io.motet.broker.vhost.VirtualHost;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One client's connection from the protocol header to its end: joins the byte streams, the control
 * state, the channels, heartbeats and back-pressure. On its shard; what others see of it on any
 * thread is its {@link ConnectionView}.
 */
public final class AmqpConnection {
  private static final int LONGEST_CLOSING_SECONDS = 30;

  private final ConnectionServices services;
  private final ChannelHandlerContext socket;
  private final Shard shard;
  private final ConnectionView view;
  private final Session session = new Session();
  private final ConnectionLog log = new ConnectionLog(this);
  private final ChannelTable channels = new ChannelTable(this);
  private final OutboundBytes outbound;
  private final InboundBytes inbound;
  private final FrameDecoder decoder;
  private final FrameWriter writer;
  private final FrameRouter frames = new FrameRouter(this);
  private final PublishThrottle throttle;
  private final UnsentLimit unsent;
  private final Shard.Timer handshakeTimer;
  private ProtocolHeader header = new ProtocolHeader();
  private Dialect dialect = Dialect.V0_9_1;
  private Heartbeats heartbeats;
  private Shard.Timer closingTimer;
  private volatile TlsDetails tls = TlsDetails.NONE;
  private boolean registered;
  private boolean disconnected;
  private volatile ControlState state;

  AmqpConnection(ConnectionServices services, ChannelHandlerContext socket) {
    this.services = services;
    this.socket = socket;
    shard = services.broker().shardOf(socket.channel().eventLoop());
    view = new ConnectionView(this, services.broker().connections().nextId());
    outbound = new OutboundBytes(socket, shard, this::flushed);
    writer = new FrameWriter(outbound);
    ConnectionOptions options = services.options();
    writer.maxFrameBytes(options.initialFrameMaxBytes());
    decoder = new FrameDecoder(frames, socket.alloc(), options.initialFrameMaxBytes());
    inbound = new InboundBytes(socket.channel(), shard, decoder);
    unsent = new UnsentLimit(socket.channel(), inbound, options.unsentLimitBytes());
    throttle = new PublishThrottle(new PublisherBlock(this, inbound));
    state = new StartingState(this);
    handshakeTimer = shard.schedule(options.handshakeTimeoutMillis(), this::handshakeTimedOut);
    services.open().add(this);
  }

  /** Takes bytes from the socket, and their ownership. */
  void received(ByteBuf bytes) {
    if (header != null && !readHeader(bytes)) {
      bytes.release();
      return;
    }
    inbound.received(bytes);
    // Here too: one iteration may read for long before anything is flushed.
    unsent.check();
    view.counters().received(inbound.receivedBytes(), frames.received());
  }

  private boolean readHeader(ByteBuf bytes) {
    if (!header.started()) {
      log.accepted();
    }
    if (!header.read(bytes)) {
      return false;
    }
    Dialect asked = header.dialect();
    if (asked == null) {
      log.refused("pre_init", "bad protocol header " + header);
      outbound.room(ProtocolHeader.SUPPORTED.length).writeBytes(ProtocolHeader.SUPPORTED);
      closeSocket();
      return false;
    }
    header = null;
    dialect = asked;
    writer.dialect(asked);
    if (state instanceof StartingState starting) {
      starting.start();
    }
    return true;
  }

  /** The stream of frames is out of step: tells the client and reads no more. */
  void broken(AmqpException error) {
    failed(error, 0, 0);
    inbound.discard();
    closeSocketAfter(services.options().refusalDelayMillis());
  }

  /** An error that ends the connection; what the client is told depends on the state. */
  void failed(AmqpException error, int classId, int methodId) {
    state.failed(error, classId, methodId);
  }

  /** Logs why, and closes without a word after a while: the client is not to be trusted. */
  void refuse(String why) {
    log.refused(state.name(), why);
    state = new ClosedState(this);
    inbound.discard();
    closeSocketAfter(services.options().refusalDelayMillis());
  }

  /** Ends all work, sends connection.close and waits for the answer. */
  void sendClose(AmqpException error, int classId, int methodId, long timeoutMillis) {
    endWork();
    send(new ConnectionMethod.Close(error.code().code(), error.replyText(), classId, methodId));
    awaitEnd(timeoutMillis);
  }

  /** The client sent connection.close: ends all work, answers, and lets it hang up. */
  void closedByClient() {
    CompletableFuture<Void> ended = endWork();
    if (ended.isDone()) {
      answerClose();
    } else {
      closeSocketAfter(closingTimeoutMillis());
      ended.whenComplete((done, failure) -> shard.run(this::answerClose));
    }
  }

  private void answerClose() {
    if (disconnected) {
      return;
    }
    send(new ConnectionMethod.CloseOk());
    awaitEnd(closingTimeoutMillis());
  }

  /**
   * Completes when the exclusive queues are gone: a client that closes is told after that, since it
   * may come back at once.
   */
  private CompletableFuture<Void> endWork() {
    state = new ClosedState(this);
    channels.closeAll();
    if (registered) {
      registered = false;
      return services.broker().connections().closed(view);
    }
    return CompletableFuture.completedFuture(null);
  }

  private void awaitEnd(long timeoutMillis) {
    closeSocketAfter(timeoutMillis);
    inbound.release(InboundBytes.BLOCKED | InboundBytes.SUSPENDED | InboundBytes.UNSENT);
  }

  /** How long a peer may take to answer a close. */
  long closingTimeoutMillis() {
    int heartbeat = session.heartbeatSeconds();
    boolean shorter = heartbeat > 0 && heartbeat < LONGEST_CLOSING_SECONDS;
    return 1000L * (shorter ? heartbeat : LONGEST_CLOSING_SECONDS);
  }

  private void closeSocketAfter(long delayMillis) {
    if (closingTimer != null) {
      closingTimer.cancel();
    }
    closingTimer = shard.schedule(delayMillis, this::closeSocket);
  }

  /** Sends what is left and closes the socket. */
  public void closeSocket() {
    state = new ClosedState(this);
    outbound.flush();
    socket.close();
  }

  private void handshakeTimedOut() {
    if (!state.channelsOpen() && !state.stopped()) {
      log.refused(header == null ? state.name() : "pre_init", "handshake timed out");
      closeSocket();
    }
  }

  /** The limits are agreed on. */
  void tuned(long frameMaxBytes, int channelMax, int heartbeatSeconds) {
    session.tuned(frameMaxBytes, channelMax, heartbeatSeconds);
    writer.maxFrameBytes(frameMaxBytes);
    decoder.maxFrameBytes(frameMaxBytes);
    if (heartbeatSeconds > 0) {
      heartbeats =
          new Heartbeats(
              shard,
              heartbeatSeconds,
              writer::frames,
              inbound::receivedBytes,
              () -> !inbound.holding(),
              this::sendHeartbeat,
              this::heartbeatTimedOut);
      heartbeats.start();
    }
  }

  private void sendHeartbeat() {
    writer.heartbeat();
  }

  private void heartbeatTimedOut() {
    if (!state.stopped()) {
      log.closing("missed heartbeats from client, timeout: " + session.heartbeatSeconds() + "s");
    }
    closeSocket();
  }

  /** The client works in a virtual host from now on. */
  void opened(VirtualHost virtualHost) {
    handshakeTimer.cancel();
    session.opened(virtualHost);
    tls = TlsDetails.of(socket.channel());
    registered = true;
    services.broker().connections().opened(view);
    log.granted();
    alarmsChanged(services.broker().alarms().active());
  }

  /** The reasons to hold publishers back have changed. */
  public void alarmsChanged(Set<Alarm> active) {
    if (state.channelsOpen()) {
      throttle.alarms(active);
    }
  }

  /** Content of a message has come in. */
  void contentReceived() {
    throttle.contentReceived();
  }

  /** The socket takes more, or no longer does. */
  void writabilityChanged() {
    channels.writable(writable());
    if (writable()) {
      unsent.writable();
    }
  }

  boolean writable() {
    return socket.channel().isWritable();
  }

  void suspend() {
    inbound.hold(InboundBytes.SUSPENDED);
  }

  void resume() {
    inbound.release(InboundBytes.SUSPENDED);
  }

  private void flushed() {
    view.counters().sent(outbound.sentBytes(), writer.frames());
    unsent.check();
  }

  /** Whether so much waits unsent that what can be left out should be. */
  boolean unsentTooMuch() {
    return unsent.exceeded();
  }

  /** Reading or writing failed. */
  void broken(Throwable cause) {
    boolean fault = cause instanceof RuntimeException && !(cause instanceof DecoderException);
    if (fault) {
      log.fault(cause);
    }
    disconnected(cause);
  }

  /**
   * The socket is gone.
   *
   * @param cause null for an end of stream
   */
  void disconnected(Throwable cause) {
    if (disconnected) {
      return;
    }
    disconnected = true;
    logEnd(cause);
    handshakeTimer.cancel();
    if (closingTimer != null) {
      closingTimer.cancel();
    }
    if (heartbeats != null) {
      heartbeats.stop();
    }
    inbound.close();
    outbound.close();
    endWork();
    services.open().remove(this);
  }

  private void logEnd(Throwable cause) {
    if (header != null && !header.started()) {
      log.closedWithoutData();
    } else if (state.stopped()) {
      log.closing();
    } else if (cause != null) {
      log.closing(String.valueOf(cause.getMessage()));
    } else {
      log.closing("client unexpectedly closed TCP connection");
    }
  }

  void send(Method method) {
    writer.method(0, method);
  }

  void enter(ControlState next) {
    state = next;
  }

  /** An operator, or the end of the broker, closes it. */
  public void closeByOperator(String reason) {
    if (state.channelsOpen()) {
      failed(new AmqpException(ReplyCode.CONNECTION_FORCED, reason), 0, 0);
    } else if (!state.stopped()) {
      closeSocket();
    }
  }

  /** Whether a publish would be held back now. */
  PublishThrottle throttle() {
    return throttle;
  }

  boolean mayConnectFromPeer(String user) {
    return view.addresses().peer() instanceof InetSocketAddress peer
        && services.broker().users().mayConnectFrom(user, peer.getAddress());
  }

  ConnectionServices services() {
    return services;
  }

  Session session() {
    return session;
  }

  /** The version that the client asked for. */
  Dialect dialect() {
    return dialect;
  }

  ConnectionLog log() {
    return log;
  }

  ChannelTable channels() {
    return channels;
  }

  FrameWriter writer() {
    return writer;
  }

  Shard shard() {
    return shard;
  }

  /** How the model and management see it. */
  ConnectionView view() {
    return view;
  }

  /** What TLS agreed on; known once the connection is open. */
  TlsDetails tls() {
    return tls;
  }

  Channel socket() {
    return socket.channel();
  }

  ControlState state() {
    return state;
  }
}
