package io.motet.zmtp.curve;

/** The first octet in a MESSAGE's box; libzmq's values, which are not those of frames. */
final class CurveFlags {
  static final int MORE = 1;
  static final int COMMAND = 2;

  private CurveFlags() {}
}
