package io.motet.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Encodes the few AMQP 0-9-1 frames that the load generator sends. */
final class Frames {
  static final byte[] PROTOCOL_HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};

  private static final int METHOD = 1;
  private static final int HEADER = 2;
  private static final int BODY = 3;
  private static final int FRAME_END = 0xCE;
  private static final int BASIC = 60;
  private static final int DELIVERY_MODE_FLAG = 0x1000;

  private Frames() {}

  static byte[] startOk(String user, String password) {
    return method(
        0,
        10,
        11,
        out -> {
          out.writeInt(0);
          shortString(out, "PLAIN");
          byte[] response = ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
          out.writeInt(response.length);
          out.write(response);
          shortString(out, "en_US");
        });
  }

  static byte[] tuneOk(int channelMax, int frameMaxBytes) {
    return method(
        0,
        10,
        31,
        out -> {
          out.writeShort(channelMax);
          out.writeInt(frameMaxBytes);
          out.writeShort(0);
        });
  }

  static byte[] connectionOpen(String virtualHost) {
    return method(
        0,
        10,
        40,
        out -> {
          shortString(out, virtualHost);
          shortString(out, "");
          out.writeByte(0);
        });
  }

  static byte[] channelOpen() {
    return method(1, 20, 10, out -> shortString(out, ""));
  }

  static byte[] queueDeclare(String name, boolean durable, String type) {
    return method(
        1,
        50,
        10,
        out -> {
          out.writeShort(0);
          shortString(out, name);
          out.writeByte(durable ? 2 : 0);
          table(out, type);
        });
  }

  static byte[] queueDelete(String name) {
    return method(
        1,
        50,
        40,
        out -> {
          out.writeShort(0);
          shortString(out, name);
          out.writeByte(0);
        });
  }

  static byte[] confirmSelect() {
    return method(1, 85, 10, out -> out.writeByte(0));
  }

  static byte[] qos(int prefetch) {
    return method(
        1,
        BASIC,
        10,
        out -> {
          out.writeInt(0);
          out.writeShort(prefetch);
          out.writeByte(0);
        });
  }

  static byte[] consume(String queue, boolean noAck) {
    return method(
        1,
        BASIC,
        20,
        out -> {
          out.writeShort(0);
          shortString(out, queue);
          shortString(out, "load");
          out.writeByte(noAck ? 2 : 0);
          out.writeInt(0);
        });
  }

  static byte[] ackMultiple(long deliveryTag) {
    return method(
        1,
        BASIC,
        80,
        out -> {
          out.writeLong(deliveryTag);
          out.writeByte(1);
        });
  }

  /** A whole publish to the default exchange: method, header and one body frame. */
  static byte[] publish(String queue, int bodySizeBytes, boolean persistent) {
    byte[] method =
        method(
            1,
            BASIC,
            40,
            out -> {
              out.writeShort(0);
              shortString(out, "");
              shortString(out, queue);
              out.writeByte(0);
            });
    byte[] header =
        frame(
            HEADER,
            1,
            out -> {
              out.writeShort(BASIC);
              out.writeShort(0);
              out.writeLong(bodySizeBytes);
              out.writeShort(DELIVERY_MODE_FLAG);
              out.writeByte(persistent ? 2 : 1);
            });
    byte[] body = frame(BODY, 1, out -> out.write(new byte[bodySizeBytes]));
    byte[] all = new byte[method.length + header.length + body.length];
    System.arraycopy(method, 0, all, 0, method.length);
    System.arraycopy(header, 0, all, method.length, header.length);
    System.arraycopy(body, 0, all, method.length + header.length, body.length);
    return all;
  }

  private static byte[] method(int channel, int classId, int methodId, Body arguments) {
    return frame(
        METHOD,
        channel,
        out -> {
          out.writeShort(classId);
          out.writeShort(methodId);
          arguments.writeTo(out);
        });
  }

  private static byte[] frame(int type, int channel, Body payload) {
    try {
      ByteArrayOutputStream payloadBytes = new ByteArrayOutputStream();
      payload.writeTo(new DataOutputStream(payloadBytes));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeByte(type);
      out.writeShort(channel);
      out.writeInt(payloadBytes.size());
      payloadBytes.writeTo(out);
      out.writeByte(FRAME_END);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void table(DataOutputStream out, String queueType) throws IOException {
    if (queueType.isEmpty()) {
      out.writeInt(0);
      return;
    }
    byte[] value = queueType.getBytes(StandardCharsets.UTF_8);
    String key = "x-queue-type";
    out.writeInt(1 + key.length() + 1 + 4 + value.length);
    shortString(out, key);
    out.writeByte('S');
    out.writeInt(value.length);
    out.write(value);
  }

  private static void shortString(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeByte(bytes.length);
    out.write(bytes);
  }

  @FunctionalInterface
  private interface Body {
    void writeTo(DataOutputStream out) throws IOException;
  }
}
