package io.motet.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One connection with one channel. One thread may write while another reads. */
final class WireClient implements AutoCloseable {
  private static final int FRAME_HEADER_BYTES = 7;
  private static final int CLOSE_CONNECTION = 10 << 16 | 50;
  private static final int CLOSE_CHANNEL = 20 << 16 | 40;

  private final SocketChannel socket;
  private final ByteBuffer input;
  private int frameMaxBytes;

  /** Payload position and size of the frame that {@link #nextFrame} read last. */
  private int payloadAt;

  private int payloadSizeBytes;

  private WireClient(SocketChannel socket, int bufferBytes) {
    this.socket = socket;
    this.input = ByteBuffer.allocateDirect(bufferBytes).flip();
  }

  static WireClient connect(Target target) throws IOException {
    return connect(target, 1 << 20);
  }

  /** A small buffer suits a connection that stays idle. */
  static WireClient connect(Target target, int bufferBytes) throws IOException {
    SocketChannel socket = SocketChannel.open(new InetSocketAddress(target.host(), target.port()));
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    WireClient client = new WireClient(socket, bufferBytes);
    client.handshake(target);
    return client;
  }

  private void handshake(Target target) throws IOException {
    write(Frames.PROTOCOL_HEADER);
    expect(10, 10);
    write(Frames.startOk(target.user(), target.password()));
    expect(10, 30);
    int channelMax = input.getShort(payloadAt + 4) & 0xffff;
    frameMaxBytes = input.getInt(payloadAt + 6);
    write(Frames.tuneOk(channelMax, frameMaxBytes));
    write(Frames.connectionOpen("/"));
    expect(10, 41);
    write(Frames.channelOpen());
    expect(20, 11);
  }

  void write(byte[] frames) throws IOException {
    write(ByteBuffer.wrap(frames));
  }

  void write(ByteBuffer frames) throws IOException {
    while (frames.hasRemaining()) {
      socket.write(frames);
    }
  }

  /** Sends a method and waits for its answer. */
  void call(byte[] method, int classId, int answerId) throws IOException {
    write(method);
    expect(classId, answerId);
  }

  private void expect(int classId, int methodId) throws IOException {
    int got = nextMethod();
    if (got != (classId << 16 | methodId)) {
      throw new IOException(
          "expected method "
              + classId
              + "."
              + methodId
              + ", got "
              + (got >> 16)
              + "."
              + (got & 0xffff));
    }
  }

  /** Reads up to the next method frame; content frames are passed over. Class in the upper half. */
  int nextMethod() throws IOException {
    while (true) {
      int type = nextFrame();
      if (type == 1) {
        int method = input.getInt(payloadAt);
        if (method == CLOSE_CONNECTION || method == CLOSE_CHANNEL) {
          throw new IOException("closed by the server: " + closeText());
        }
        return method;
      }
    }
  }

  /** The delivery tag of a basic.ack or basic.nack read last. */
  long confirmTag() {
    return input.getLong(payloadAt + 4);
  }

  /** The multiple flag of a basic.ack or basic.nack read last. */
  boolean confirmsMultiple() {
    return (input.get(payloadAt + 12) & 1) != 0;
  }

  /** The delivery tag of a basic.deliver read last. */
  long deliveryTag() {
    int tagLength = input.get(payloadAt + 4) & 0xff;
    return input.getLong(payloadAt + 5 + tagLength);
  }

  private String closeText() {
    byte[] text = new byte[input.get(payloadAt + 6) & 0xff];
    input.get(payloadAt + 7, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private int nextFrame() throws IOException {
    require(FRAME_HEADER_BYTES);
    int at = input.position();
    int type = input.get(at);
    payloadSizeBytes = input.getInt(at + 3);
    require(FRAME_HEADER_BYTES + payloadSizeBytes + 1);
    payloadAt = input.position() + FRAME_HEADER_BYTES;
    input.position(payloadAt + payloadSizeBytes + 1);
    return type;
  }

  private void require(int bytes) throws IOException {
    while (input.remaining() < bytes) {
      input.compact();
      if (socket.read(input) < 0) {
        throw new EOFException("the server closed the connection");
      }
      input.flip();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
