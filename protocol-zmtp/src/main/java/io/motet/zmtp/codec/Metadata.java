package io.motet.zmtp.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The properties of READY and INITIATE (RFC 37, 2.4.2): names without regard to case, values of any
 * bytes. Immutable but for the arrays it hands out.
 */
public final class Metadata {
  private static final String SOCKET_TYPE = "socket-type";
  private static final String IDENTITY = "identity";

  private final Map<String, byte[]> values;

  private Metadata(Map<String, byte[]> values) {
    this.values = values;
  }

  /** What a ZMTP 2.0 peer's greeting and first frame say. */
  public static Metadata legacy(SocketType type, byte[] identity) {
    return new Metadata(
        Map.of(SOCKET_TYPE, type.name().getBytes(StandardCharsets.US_ASCII), IDENTITY, identity));
  }

  /**
   * Reads properties.
   *
   * @param most how many there may be
   * @throws ZmtpException when they are malformed or too many
   */
  public static Metadata decode(ByteBuf source, int index, int length, int most) {
    Map<String, byte[]> values = new LinkedHashMap<>();
    int at = index;
    int end = index + length;
    while (at < end) {
      if (values.size() == most) {
        throw new ZmtpException("more than " + most + " properties in the handshake");
      }
      int nameLength = source.getUnsignedByte(at);
      int valueAt = at + 1 + nameLength + 4;
      if (nameLength == 0 || valueAt > end) {
        throw malformed();
      }
      long valueLength = source.getUnsignedInt(valueAt - 4);
      if (valueLength > end - valueAt) {
        throw malformed();
      }
      String name = source.toString(at + 1, nameLength, StandardCharsets.US_ASCII);
      byte[] value = new byte[(int) valueLength];
      source.getBytes(valueAt, value);
      values.put(name.toLowerCase(Locale.ROOT), value);
      at = valueAt + value.length;
    }
    return new Metadata(values);
  }

  private static ZmtpException malformed() {
    return new ZmtpException("malformed properties in the handshake");
  }

  /** What the broker says of itself, encoded. */
  public static byte[] encode(SocketType type) {
    ByteBuf out = Unpooled.buffer();
    write(out, "Socket-Type", type.name().getBytes(StandardCharsets.US_ASCII));
    if (type == SocketType.DEALER || type == SocketType.ROUTER) {
      write(out, "Identity", new byte[0]);
    }
    byte[] encoded = new byte[out.readableBytes()];
    out.readBytes(encoded);
    return encoded;
  }

  private static void write(ByteBuf out, String name, byte[] value) {
    out.writeByte(name.length()).writeCharSequence(name, StandardCharsets.US_ASCII);
    out.writeInt(value.length).writeBytes(value);
  }

  /**
   * @throws ZmtpException when the peer names no type, or one that is not known
   */
  public SocketType socketType() {
    byte[] name = values.get(SOCKET_TYPE);
    SocketType type = name == null ? null : SocketType.named(name);
    if (type == null) {
      throw new ZmtpException("no known Socket-Type in the handshake", "Invalid socket type");
    }
    return type;
  }

  /** The routing id; empty when there is none. */
  public byte[] identity() {
    return values.getOrDefault(IDENTITY, new byte[0]);
  }
}
