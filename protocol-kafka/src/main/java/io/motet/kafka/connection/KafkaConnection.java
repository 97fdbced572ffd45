package io.motet.kafka.connection;

import io.motet.broker.shard.Shard;
import io.motet.kafka.api.ApiVersionsHandler;
import io.motet.kafka.api.Apis;
import io.motet.kafka.api.ClientSession;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.ApiKey;
import io.motet.kafka.wire.DecodeException;
import io.motet.kafka.wire.Message;
import io.motet.kafka.wire.MessageReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.FileRegion;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client. Gets whole frames, begins requests one after the other and writes their answers in
 * the same order: clients match answers by order. A request holds the next one back until it is
 * answered or says that it need not. On its shard only.
 */
public final class KafkaConnection extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(KafkaConnection.class);

  /** What those may ask for who have not said who they are. */
  private static final Set<ApiKey> BEFORE_LOGIN =
      Set.of(ApiKey.API_VERSIONS, ApiKey.SASL_HANDSHAKE, ApiKey.SASL_AUTHENTICATE);

  private final ConnectionServices services;
  private final OpenRequests requests;
  private final BareTokenLogin login;
  private final Runnable flush = this::flush;
  private ChannelHandlerContext socket;
  private Shard shard;
  private ClientSession session;
  private ConnectionView view;
  private ResponseEncoder encoder;
  private long receivedBytes;
  private long receivedFrames;
  private long sentBytes;
  private long sentFrames;
  private boolean running;
  private int mutes;
  private boolean flushScheduled;
  private boolean closed;

  /** For one accepted socket. */
  public KafkaConnection(ConnectionServices services) {
    this.services = services;
    ConnectionOptions options = services.options();
    this.requests = new OpenRequests(options.maxRequestsInFlight(), options.maxBytesInFlight());
    this.login = new BareTokenLogin(this, services);
  }

  /** The largest request that it may send now: before the login, none is large. */
  public int maxRequestBytes() {
    ConnectionOptions options = services.options();
    boolean known = session != null && session.user() != null;
    return known
        ? options.maxRequestBytes()
        : Math.min(options.maxRequestBytes(), options.maxLoginBytes());
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    socket = context;
    shard = services.context().shardOf(context.channel().eventLoop());
    boolean tls = context.pipeline().get(SslHandler.class) != null;
    encoder = new ResponseEncoder(context.alloc(), !tls);
    String user = services.options().anonymousUser();
    if (user != null
        && !services.context().users().mayConnectFrom(user, peerAddress().getAddress())) {
      user = null;
    }
    long id = services.context().connections().nextId();
    session = new ClientSession(id, peerAddress().getAddress().getHostAddress(), user);
    view = new ConnectionView(this, services.options().virtualHost());
    services.open().add(this);
    services.context().connections().opened(view);
    long waitMillis = services.quotas().connect(session.host(), shard.currentTimeMillis());
    if (waitMillis > 0) {
      mute();
      shard.schedule(waitMillis, () -> close("too many connections from its address"));
    }
  }

  /** The shard it lives on. */
  Shard shard() {
    return shard;
  }

  ClientSession session() {
    return session;
  }

  InetSocketAddress localAddress() {
    return (InetSocketAddress) socket.channel().localAddress();
  }

  InetSocketAddress peerAddress() {
    return (InetSocketAddress) socket.channel().remoteAddress();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object frame) {
    ByteBuf bytes = (ByteBuf) frame;
    if (closed) {
      bytes.release();
      return;
    }
    receivedBytes += bytes.readableBytes() + Integer.BYTES;
    receivedFrames++;
    view.counters().received(receivedBytes, receivedFrames);
    requests.add(bytes);
    run();
  }

  /** A request was answered, or lets others begin. */
  void answered() {
    if (!running) {
      run();
    }
  }

  private void run() {
    running = true;
    try {
      writeAnswers();
      while (!closed && mayBegin()) {
        begin(requests.next());
        writeAnswers();
      }
    } finally {
      running = false;
    }
    if (!closed) {
      socket.channel().config().setAutoRead(requests.hasRoom() && mutes == 0);
    }
  }

  private boolean mayBegin() {
    return !login.isUnderWay() && mutes == 0 && socket.channel().isWritable() && requests.hasNext();
  }

  private void begin(ByteBuf frame) {
    if (login.takesNext()) {
      login.take(frame);
      return;
    }
    PendingRequest added = null;
    try {
      MessageReader in = new MessageReader(frame);
      int id = in.int16();
      short version = in.int16();
      int correlationId = in.int32();
      ApiKey key = ApiKey.of(id);
      Apis.Api api = key == null ? null : services.apis().get(key);
      if (api == null) {
        frame.release();
        close("request " + id + " is not known");
        return;
      }
      if (session.user() == null && !BEFORE_LOGIN.contains(key)) {
        frame.release();
        close("a request before the login: " + key.title);
        return;
      }
      if (session.isExpired(shard.currentTimeMillis()) && !BEFORE_LOGIN.contains(key)) {
        frame.release();
        close("a request after the login's time was over: " + key.title);
        return;
      }
      if (!api.serves(version)) {
        refuseVersion(frame, key, version, correlationId);
        return;
      }
      String clientId = in.string(false, true);
      if (version >= key.flexibleFrom) {
        skipTaggedFields(in);
      }
      added = new PendingRequest(this, frame, key, version, correlationId, clientId);
      requests.begin(added);
      Message request = key.newRequest();
      request.read(in, version);
      if (services.quotas().any()) {
        added.begun();
        handle(api, request, added);
        added.handled();
      } else {
        handle(api, request, added);
      }
    } catch (DecodeException e) {
      abandon(added, frame, "a request that cannot be read: " + e.getMessage());
    } catch (RuntimeException e) {
      log.error("A request from {} failed", view.name(), e);
      abandon(added, frame, "a request failed");
    }
  }

  /** Sends bytes with their length in front. */
  void send(byte[] bytes) {
    int sizeBytes = bytes.length;
    write(socket.alloc().buffer(Integer.BYTES + sizeBytes).writeInt(sizeBytes).writeBytes(bytes));
    scheduleFlush();
  }

  private void abandon(PendingRequest added, ByteBuf frame, String why) {
    if (added == null) {
      frame.release();
      close(why);
    } else {
      added.abandon(why);
    }
  }

  boolean isClosed() {
    return closed;
  }

  @SuppressWarnings("unchecked")
  private static void handle(Apis.Api api, Message request, PendingRequest context) {
    ((RequestHandler<Message>) api.handler()).handle(request, context);
  }

  private void refuseVersion(ByteBuf frame, ApiKey key, short version, int correlationId) {
    if (key != ApiKey.API_VERSIONS) {
      frame.release();
      close("version " + version + " of " + key.title + " is not served");
      return;
    }
    PendingRequest request = new PendingRequest(this, frame, key, (short) 0, correlationId, null);
    requests.begin(request);
    request.reply(ApiVersionsHandler.unknownVersion(services.apis()));
  }

  /** While the client does not read its answers, no more are made. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (!closed && !running && context.channel().isWritable()) {
      run();
    }
  }

  private static void skipTaggedFields(MessageReader in) {
    for (int left = in.taggedFieldCount(); left > 0; left--) {
      in.tag();
      in.endTaggedField(in.taggedFieldEnd());
    }
  }

  private void writeAnswers() {
    for (PendingRequest request = requests.takeAnswered();
        request != null;
        request = requests.takeAnswered()) {
      throttle(request);
      if (request.response() != null) {
        encoder.encode(
            request.api(),
            request.version(),
            request.correlationId(),
            request.response(),
            this::write);
        sentFrames++;
        view.counters().sent(sentBytes, sentFrames);
        scheduleFlush();
      }
      request.release();
    }
  }

  /** Takes nothing more from a client for as long as it has used more than its quota. */
  private void throttle(PendingRequest request) {
    long millis =
        Throttling.millis(services.quotas(), request, session.user(), shard.currentTimeMillis());
    if (millis > 0 && !closed) {
      mute();
      shard.schedule(millis, this::unmute);
    }
  }

  private void mute() {
    mutes++;
    socket.channel().config().setAutoRead(false);
  }

  private void unmute() {
    mutes--;
    if (!closed) {
      answered();
    }
  }

  private void write(Object part) {
    if (closed) {
      ReferenceCountUtil.release(part);
      return;
    }
    sentBytes +=
        part instanceof ByteBuf buffer ? buffer.readableBytes() : ((FileRegion) part).count();
    socket.write(part, socket.voidPromise());
  }

  private void scheduleFlush() {
    if (!flushScheduled) {
      flushScheduled = true;
      shard.afterIteration(flush);
    }
  }

  private void flush() {
    flushScheduled = false;
    socket.flush();
  }

  /** Ends the connection; what is under way is dropped when it is answered. */
  void close(String why) {
    if (!closed) {
      log.info("closing Kafka connection {}: {}", view.name(), why);
      socket.flush();
      closed();
      socket.close();
    }
  }

  private void closed() {
    closed = true;
    requests.drop();
    services.open().remove(this);
    session.closed();
    services.context().connections().closed(view);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!closed) {
      closed();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent && requests.noneBegun() && mutes == 0) {
      close("idle");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (closed) {
      return;
    }
    if (cause instanceof DecoderException) {
      close("a frame that is too long, or no frame: " + cause.getMessage());
    } else if (cause instanceof IOException) {
      close(cause.toString());
    } else {
      log.error("A connection failed", cause);
      close("it failed");
    }
  }

  ChannelHandlerContext socket() {
    return socket;
  }
}
