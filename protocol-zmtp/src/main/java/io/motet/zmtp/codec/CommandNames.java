package io.motet.zmtp.codec;

import java.nio.charset.StandardCharsets;

/** The commands of ZMTP 3.1 and its mechanisms that the broker reads or sends. */
public final class CommandNames {
  public static final byte[] READY = name("READY");
  public static final byte[] ERROR = name("ERROR");
  public static final byte[] HELLO = name("HELLO");
  public static final byte[] WELCOME = name("WELCOME");
  public static final byte[] INITIATE = name("INITIATE");
  public static final byte[] MESSAGE = name("MESSAGE");
  public static final byte[] SUBSCRIBE = name("SUBSCRIBE");
  public static final byte[] CANCEL = name("CANCEL");
  public static final byte[] PING = name("PING");
  public static final byte[] PONG = name("PONG");

  private CommandNames() {}

  private static byte[] name(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
