package io.motet.zmtp.codec;

/** The bits of a frame's first octet (RFC 37, 2.4); ZMTP 2.0 has no commands. */
public final class FrameFlags {
  public static final int MORE = 1;
  public static final int LONG = 2;
  public static final int COMMAND = 4;

  /** All bits with a meaning. */
  static final int KNOWN = MORE | LONG | COMMAND;

  /** Octets before a body of up to 255. */
  static final int SHORT_HEADER_BYTES = 2;

  /** Octets before a longer body. */
  static final int LONG_HEADER_BYTES = 9;

  /** The longest body with a short header. */
  static final int SHORT_MAX_BYTES = 255;

  private FrameFlags() {}
}
