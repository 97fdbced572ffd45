package io.motet.zmtp.codec;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * The first bytes of both sides (RFC 37, 2.3): a signature of 10 octets, the version, then 53 more
 * in ZMTP 3 or a socket type in ZMTP 2.0. What a peer of any version understands, signature and
 * major version, is sent first.
 */
public final class Greeting {
  /** Octets of a whole ZMTP 3 greeting. */
  public static final int SIZE_BYTES = 64;

  /** Octets of the signature. */
  public static final int SIGNATURE_BYTES = 10;

  /** Octets of a ZMTP 2.0 greeting: signature, revision, socket type. */
  public static final int LEGACY_SIZE_BYTES = 12;

  /** Where the major version (ZMTP 2.0's revision) is. */
  public static final int VERSION_INDEX = 10;

  private static final int MINOR_INDEX = 11;
  private static final int MECHANISM_INDEX = 12;
  private static final int MECHANISM_BYTES = 20;
  private static final int AS_SERVER_INDEX = 32;
  private static final int OUR_MAJOR = 3;
  private static final int OUR_MINOR = 1;

  private Greeting() {}

  /** Signature and major version. */
  public static void writeStart(ByteBuf out) {
    out.writeByte(0xff).writeLong(1).writeByte(0x7f).writeByte(OUR_MAJOR);
  }

  /** The rest for a peer that speaks ZMTP 3. */
  public static void writeRest(ByteBuf out, String mechanism, boolean asServer) {
    out.writeByte(OUR_MINOR);
    byte[] name = mechanism.getBytes(StandardCharsets.US_ASCII);
    out.writeBytes(name).writeZero(MECHANISM_BYTES - name.length);
    out.writeByte(asServer ? 1 : 0);
    out.writeZero(SIZE_BYTES - AS_SERVER_INDEX - 1);
  }

  /**
   * Whether the bytes may begin a greeting. The length in the middle is that of a routing id plus
   * one, so it says nothing; ZMTP 1.0 has no such signature.
   */
  public static boolean isSignature(ByteBuf source, int index, int available) {
    return (source.getByte(index) & 0xff) == 0xff
        && (available < SIGNATURE_BYTES || (source.getByte(index + 9) & 1) == 1);
  }

  /** The mechanism of a whole greeting at {@code index}, without its padding. */
  public static String mechanism(ByteBuf source, int index) {
    int length = 0;
    while (length < MECHANISM_BYTES && source.getByte(index + MECHANISM_INDEX + length) != 0) {
      length++;
    }
    return source.toString(index + MECHANISM_INDEX, length, StandardCharsets.US_ASCII);
  }

  /** The minor version of a whole greeting at {@code index}. */
  public static int minor(ByteBuf source, int index) {
    return source.getUnsignedByte(index + MINOR_INDEX);
  }

  /** Whether the peer says that it is the server of the security handshake. */
  public static boolean asServer(ByteBuf source, int index) {
    return (source.getByte(index + AS_SERVER_INDEX) & 1) == 1;
  }
}
