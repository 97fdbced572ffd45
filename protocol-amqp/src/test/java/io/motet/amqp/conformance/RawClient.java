package io.motet.amqp.conformance;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that sends what a well-behaved one never would. Uses channel 1. */
final class RawClient implements AutoCloseable {
  private static final int METHOD = 1;
  private static final int HEADER = 2;
  private static final int BODY = 3;
  private static final int TIMEOUT_MILLIS = 15_000;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  private RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  /** Logs in as guest and opens channel 1. */
  static RawClient openChannel(int port) throws IOException {
    RawClient client = new RawClient(port);
    client.out.write("AMQP\0\0\11\1".getBytes(StandardCharsets.ISO_8859_1));
    client.expect(10, 10);
    Payload startOk = new Payload(10, 11);
    startOk.out.writeInt(0);
    startOk.shortString("PLAIN").longString("\0guest\0guest").shortString("en_US");
    client.frame(METHOD, 0, startOk);
    client.expect(10, 30);
    Payload tuneOk = new Payload(10, 31);
    tuneOk.out.writeShort(2047);
    tuneOk.out.writeInt(131_072);
    tuneOk.out.writeShort(0);
    client.frame(METHOD, 0, tuneOk);
    client.frame(METHOD, 0, new Payload(10, 40).shortString("/").shortString("").octet(0));
    client.expect(10, 41);
    client.frame(METHOD, 1, new Payload(20, 10).shortString(""));
    client.expect(20, 11);
    return client;
  }

  RawClient publish(String exchange, String routingKey) throws IOException {
    Payload publish = new Payload(60, 40);
    publish.out.writeShort(0);
    frame(METHOD, 1, publish.shortString(exchange).shortString(routingKey).octet(0));
    return this;
  }

  RawClient header(long bodySizeBytes) throws IOException {
    return header(60, 0, bodySizeBytes);
  }

  RawClient header(int classId, int weight, long bodySizeBytes) throws IOException {
    Payload header = new Payload(classId, weight);
    header.out.writeLong(bodySizeBytes);
    header.out.writeShort(0);
    frame(HEADER, 1, header);
    return this;
  }

  /** A header with these bytes as properties. */
  RawClient properties(byte[] encoded) throws IOException {
    Payload header = new Payload(60, 0);
    header.out.writeLong(0);
    header.out.write(encoded);
    frame(HEADER, 1, header);
    return this;
  }

  RawClient body(String text) throws IOException {
    Payload body = new Payload();
    body.out.writeBytes(text);
    frame(BODY, 1, body);
    return this;
  }

  /** A method without fields. */
  RawClient method(int classId, int methodId) throws IOException {
    frame(METHOD, 1, new Payload(classId, methodId));
    return this;
  }

  /** channel.open for the channel that is open. */
  RawClient secondOpen() throws IOException {
    frame(METHOD, 1, new Payload(20, 10).shortString(""));
    return this;
  }

  /** queue.declare-ok, which only servers send. */
  RawClient declareOk() throws IOException {
    Payload ok = new Payload(50, 11).shortString("q");
    ok.out.writeInt(0);
    ok.out.writeInt(0);
    frame(METHOD, 1, ok);
    return this;
  }

  /** basic.ack. */
  RawClient ack(long tag, boolean multiple) throws IOException {
    Payload ack = new Payload(60, 80);
    ack.out.writeLong(tag);
    frame(METHOD, 1, ack.octet(multiple ? 1 : 0));
    return this;
  }

  /** Code and text of the channel.close or connection.close that the server sends. */
  String closeText() throws IOException {
    while (true) {
      byte[] payload = read();
      DataInputStream fields = new DataInputStream(new java.io.ByteArrayInputStream(payload));
      int id = fields.readInt();
      if (id == (20 << 16 | 40) || id == (10 << 16 | 50)) {
        int code = fields.readUnsignedShort();
        byte[] text = new byte[fields.readUnsignedByte()];
        fields.readFully(text);
        return code + " " + new String(text, StandardCharsets.UTF_8);
      }
    }
  }

  private void expect(int classId, int methodId) throws IOException {
    byte[] payload = read();
    int id = new DataInputStream(new java.io.ByteArrayInputStream(payload)).readInt();
    if (id != (classId << 16 | methodId)) {
      throw new IOException("got method " + (id >>> 16) + "." + (id & 0xFFFF));
    }
  }

  private byte[] read() throws IOException {
    in.readByte();
    in.readUnsignedShort();
    byte[] payload = new byte[in.readInt()];
    in.readFully(payload);
    in.readByte();
    return payload;
  }

  private void frame(int type, int channel, Payload payload) throws IOException {
    byte[] bytes = payload.bytes.toByteArray();
    out.writeByte(type);
    out.writeShort(channel);
    out.writeInt(bytes.length);
    out.write(bytes);
    out.writeByte(0xCE);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Fields of a frame. */
  private static final class Payload {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    Payload() {}

    Payload(int first, int second) throws IOException {
      out.writeShort(first);
      out.writeShort(second);
    }

    Payload shortString(String text) throws IOException {
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      out.writeByte(encoded.length);
      out.write(encoded);
      return this;
    }

    Payload longString(String text) throws IOException {
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(encoded.length);
      out.write(encoded);
      return this;
    }

    Payload octet(int value) throws IOException {
      out.writeByte(value);
      return this;
    }
  }
}
