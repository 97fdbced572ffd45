package io.motet.zmtp.support;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A ZMTP peer made of bytes: for what real sockets never send, or never show. */
public final class WirePeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int MORE = 1;
  private static final int LONG = 2;
  private static final int COMMAND = 4;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  public WirePeer(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Over a connection that is there. */
  public WirePeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** One frame: its flags and body. */
  public record Frame(int flags, List<Byte> bytes) {
    public boolean more() {
      return (flags & MORE) != 0;
    }

    public boolean isCommand() {
      return (flags & COMMAND) != 0;
    }

    public byte[] body() {
      byte[] body = new byte[bytes.size()];
      for (int i = 0; i < body.length; i++) {
        body[i] = bytes.get(i);
      }
      return body;
    }

    public String text() {
      return new String(body(), StandardCharsets.ISO_8859_1);
    }
  }

  /** The 64 octets of a peer's greeting. */
  public static byte[] greeting(int minor, String mechanism) {
    byte[] greeting = new byte[64];
    greeting[0] = (byte) 0xff;
    greeting[8] = 1;
    greeting[9] = 0x7f;
    greeting[10] = 3;
    greeting[11] = (byte) minor;
    byte[] name = mechanism.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(name, 0, greeting, 12, name.length);
    return greeting;
  }

  /** Greeting and NULL handshake of ZMTP 3.1; returns the broker's READY. */
  public Frame handshake(String socketType) throws IOException {
    send(greeting(1, "NULL"));
    read(64);
    sendCommand("READY", property("Socket-Type", socketType));
    return readFrame();
  }

  public static byte[] property(String name, String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(name.length());
    bytes.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(new byte[] {0, 0, (byte) (value.length() >> 8), (byte) value.length()});
    bytes.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
    return bytes.toByteArray();
  }

  /** Octets, given as numbers. */
  public void send(int... octets) throws IOException {
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    send(bytes);
  }

  public void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  public void sendCommand(String name, byte[] data) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(name.length());
    body.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(data);
    send(frame(COMMAND, body.toByteArray()));
  }

  /** A message of these frames. */
  public void sendMessage(String... frames) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < frames.length; i++) {
      int flags = i < frames.length - 1 ? MORE : 0;
      bytes.writeBytes(frame(flags, frames[i].getBytes(StandardCharsets.ISO_8859_1)));
    }
    send(bytes.toByteArray());
  }

  public static byte[] frame(int flags, byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (body.length <= 255) {
      bytes.write(flags);
      bytes.write(body.length);
    } else {
      bytes.write(flags | LONG);
      for (int shift = 56; shift >= 0; shift -= 8) {
        bytes.write((int) ((long) body.length >>> shift));
      }
    }
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  public byte[] read(int count) throws IOException {
    return in.readNBytes(count);
  }

  public Frame readFrame() throws IOException {
    int flags = in.readUnsignedByte();
    int length = (flags & LONG) != 0 ? (int) in.readLong() : in.readUnsignedByte();
    List<Byte> body = new ArrayList<>(length);
    for (byte one : in.readNBytes(length)) {
      body.add(one);
    }
    return new Frame(flags, body);
  }

  /** The texts of a message's frames. */
  public List<String> readMessage() throws IOException {
    List<String> frames = new ArrayList<>();
    Frame frame;
    do {
      frame = readFrame();
      frames.add(frame.text());
    } while (frame.more());
    return frames;
  }

  /** Reads up to the end that the broker makes; whatever comes before it is skipped. */
  public boolean isClosedByBroker() throws IOException {
    try {
      while (true) {
        in.readByte();
      }
    } catch (EOFException end) {
      return true;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
