package io.motet.zmtp.codec;

import java.nio.charset.StandardCharsets;

/** What a peer is, as it says in its handshake. */
public enum SocketType {
  PAIR,
  PUB,
  SUB,
  REQ,
  REP,
  DEALER,
  ROUTER,
  PULL,
  PUSH,
  XPUB,
  XSUB;

  /** Null when the name is not known. */
  public static SocketType named(byte[] name) {
    String text = new String(name, StandardCharsets.US_ASCII);
    for (SocketType type : values()) {
      if (type.name().equals(text)) {
        return type;
      }
    }
    return null;
  }

  /** By the octet of ZMTP 2.0's greeting (RFC 15), or null. */
  public static SocketType ofLegacyCode(int code) {
    return code >= 0 && code < values().length ? values()[code] : null;
  }

  /** ZMTP 2.0 has PUB and SUB only: the X is of the interface, not of the wire. */
  public int legacyCode() {
    return switch (this) {
      case XPUB -> PUB.ordinal();
      case XSUB -> SUB.ordinal();
      default -> ordinal();
    };
  }

  /** What the broker must be for this peer; null where it can be nothing (PAIR). */
  public SocketType complement() {
    return switch (this) {
      case REQ, DEALER -> ROUTER;
      case REP, ROUTER -> DEALER;
      case PUSH -> PULL;
      case PULL -> PUSH;
      case PUB, XPUB -> XSUB;
      case SUB, XSUB -> XPUB;
      case PAIR -> null;
    };
  }
}
