package io.motet.gearman.support;

import io.motet.gearman.codec.PacketType;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A client on a blocking socket that sends and shows packets as they are. */
public final class GearmanClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;
  private static final int REQUEST = 0x00524551;
  private static final int RESPONSE = 0x00524553;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  public GearmanClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  public GearmanClient(Socket connected) throws IOException {
    socket = connected;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = new DataOutputStream(socket.getOutputStream());
  }

  /** Sends a packet; arguments are joined by zero bytes. */
  public GearmanClient send(int type, String... arguments) throws IOException {
    return raw(packet(type, arguments));
  }

  public static byte[] packet(int type, String... arguments) {
    byte[] data = String.join("\0", arguments).getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(REQUEST)
        .putInt(type)
        .putInt(data.length)
        .put(data)
        .array();
  }

  public GearmanClient raw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  public GearmanClient raw(String bytes) throws IOException {
    return raw(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The next packet. */
  public Packet read() throws IOException {
    int magic = in.readInt();
    if (magic != RESPONSE) {
      throw new IOException("magic " + Integer.toHexString(magic));
    }
    int type = in.readInt();
    byte[] data = new byte[in.readInt()];
    in.readFully(data);
    return Packet.read(type, data);
  }

  /** Sends and reads one packet. */
  public Packet ask(int type, String... arguments) throws IOException {
    return send(type, arguments).read();
  }

  /** Waits until everything sent so far was worked on. */
  public void sync() throws IOException {
    Packet answer = ask(PacketType.ECHO_REQ, "sync");
    if (answer.type() != PacketType.ECHO_RES) {
      throw new IOException("unexpected " + answer);
    }
  }

  /** Whether nothing comes within the time. */
  public boolean quiet(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      in.mark(1);
      int next = in.read();
      in.reset();
      return next < 0;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(TIMEOUT_MILLIS);
    }
  }

  /** Whether the server ends the connection, with nothing before. */
  public boolean ended() throws IOException {
    return in.read() < 0;
  }

  /** Sends a line and reads the answer up to a line end that ends it. */
  public String admin(String line) throws IOException {
    raw(line + "\n");
    return line();
  }

  /** The next line, with its end. */
  public String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next;
    do {
      next = in.read();
      if (next >= 0) {
        line.write(next);
      }
    } while (next >= 0 && next != '\n');
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Sends a line and reads lines up to the dot, which is left out. */
  public String list(String line) throws IOException {
    raw(line + "\n");
    StringBuilder lines = new StringBuilder();
    for (String next = line(); !next.equals(".\n"); next = line()) {
      lines.append(next);
    }
    return lines.toString();
  }

  /** Submits and returns the handle. */
  public String submit(int type, String... arguments) throws IOException {
    Packet created = ask(type, arguments);
    if (created.type() != PacketType.JOB_CREATED) {
      throw new IOException("not created: " + created);
    }
    return created.data();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
