package io.motet.amqp.support;

import io.motet.amqp.codec.ChannelMethod;
import io.motet.amqp.codec.ConnectionMethod;
import io.motet.amqp.codec.LongString;
import io.motet.amqp.codec.Method;
import io.motet.amqp.connection.AmqpConnectionHandler;
import io.motet.amqp.connection.ConnectionOptions;
import io.motet.amqp.connection.ConnectionServices;
import io.motet.amqp.connection.OpenConnections;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client at frame level, joined to a connection without sockets or threads. */
public final class FakeClient implements AutoCloseable {
  public static final ConnectionOptions OPTIONS =
      new ConnectionOptions(
          131072, 4096, 2047, 0, 0, 60, 10_000, 3_000, 64L << 20, List.of("PLAIN", "AMQPLAIN"));

  public static final Map<String, Object> CAPABILITIES =
      Map.of("authentication_failure_close", true, "connection.blocked", true);

  public final FakeBroker broker;
  public final List<RecordingChannel> channels = new ArrayList<>();
  public final OpenConnections open;
  public final EmbeddedChannel socket;

  public FakeClient() {
    this(new FakeBroker(), OPTIONS, new OpenConnections());
  }

  public FakeClient(FakeBroker broker, ConnectionOptions options, OpenConnections open) {
    this.broker = broker;
    this.open = open;
    ConnectionServices services =
        new ConnectionServices(
            broker.context(),
            options,
            context -> {
              RecordingChannel channel = new RecordingChannel(context);
              channels.add(channel);
              return channel;
            },
            Map.of("product", "RabbitMQ"),
            open);
    socket = new AddressedChannel(new AmqpConnectionHandler(services));
  }

  /** Sends bytes in one piece and lets the connection answer. */
  public FakeClient send(ByteBuf... pieces) {
    ByteBuf all = socket.alloc().directBuffer();
    for (ByteBuf piece : pieces) {
      all.writeBytes(piece);
      piece.release();
    }
    if (socket.isOpen()) {
      socket.writeInbound(all);
    } else {
      all.release();
    }
    settle();
    return this;
  }

  public FakeClient send(int channel, Method method) {
    return send(Wire.method(channel, method));
  }

  /** Runs what is due on both sides. */
  public void settle() {
    broker.shard.run();
    socket.runPendingTasks();
    broker.shard.run();
  }

  public void advanceMillis(long millis) {
    broker.shard.advance(millis);
    settle();
  }

  /** What came since the last call, raw. */
  public ByteBuf receivedBytes() {
    ByteBuf all = Unpooled.buffer();
    ByteBuf next = socket.readOutbound();
    while (next != null) {
      all.writeBytes(next);
      next.release();
      next = socket.readOutbound();
    }
    return all;
  }

  /** The frames that came since the last call. */
  public List<String> received() {
    return Wire.describe(receivedBytes());
  }

  /** The one frame that came since the last call. */
  public String receivedOne() {
    List<String> frames = received();
    if (frames.size() != 1) {
      throw new AssertionError("expected one frame, got " + frames);
    }
    return frames.get(0);
  }

  public FakeClient sendHeader() {
    return send(Wire.header());
  }

  public FakeClient startOk(String mechanism, String response) {
    return send(
        0,
        new ConnectionMethod.StartOk(
            Map.of("capabilities", CAPABILITIES), mechanism, LongString.of(response), "en_US"));
  }

  /** Goes through the handshake up to the tune. */
  public FakeClient login() {
    sendHeader();
    return startOk("PLAIN", "\0guest\0guest");
  }

  public FakeClient tuneOk(int channelMax, long frameMax, int heartbeat) {
    return send(0, new ConnectionMethod.TuneOk(channelMax, frameMax, heartbeat));
  }

  /** Goes through the whole handshake and forgets what the server said. */
  public FakeClient connect() {
    return connect(2047, 0);
  }

  public FakeClient connect(int channelMax, int heartbeat) {
    login().tuneOk(channelMax, 131072, heartbeat);
    send(0, new ConnectionMethod.Open("/"));
    List<String> frames = received();
    if (!frames.get(frames.size() - 1).equals("0 connection.open_ok[]")) {
      throw new AssertionError("not connected: " + frames);
    }
    return this;
  }

  /** Opens channel 1 on a fresh connection. */
  public FakeClient connectWithChannel() {
    connect();
    return openChannel(1);
  }

  public FakeClient openChannel(int number) {
    send(number, new ChannelMethod.Open());
    String answer = receivedOne();
    if (!answer.equals(number + " channel.open_ok[]")) {
      throw new AssertionError(answer);
    }
    return this;
  }

  public RecordingChannel channel() {
    return channels.get(channels.size() - 1);
  }

  public boolean socketOpen() {
    settle();
    return socket.isOpen();
  }

  @Override
  public void close() {
    socket.finishAndReleaseAll();
    settle();
  }

  /** Has addresses like a real socket. */
  private static final class AddressedChannel extends EmbeddedChannel {
    AddressedChannel(AmqpConnectionHandler handler) {
      super(handler);
    }

    @Override
    protected SocketAddress remoteAddress0() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), 39748);
    }

    @Override
    protected SocketAddress localAddress0() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), 5672);
    }
  }
}
