package io.motet.zmtp.connection;

import io.motet.zmtp.curve.Box;
import java.nio.ByteBuffer;
import java.util.Map;

/** The keys of mechanism CURVE. Immutable; the arrays it hands out are not to be changed. */
public final class CurveOptions {
  private final byte[] secretKey;
  private final Map<ByteBuffer, String> users;
  private final boolean unknownKeysAllowed;

  /**
   * @param secretKey the broker's; null when the mechanism is off
   * @param users who the owners of public keys are
   * @param unknownKeysAllowed whether others are let in as the anonymous user
   */
  public CurveOptions(byte[] secretKey, Map<ByteBuffer, String> users, boolean unknownKeysAllowed) {
    if (secretKey != null && secretKey.length != Box.KEY_BYTES) {
      throw new IllegalArgumentException("a key has " + Box.KEY_BYTES + " bytes");
    }
    this.secretKey = secretKey;
    this.users = Map.copyOf(users);
    this.unknownKeysAllowed = unknownKeysAllowed;
  }

  byte[] secretKey() {
    return secretKey;
  }

  Map<ByteBuffer, String> users() {
    return users;
  }

  boolean unknownKeysAllowed() {
    return unknownKeysAllowed;
  }

  /** Whether there is a key to serve the mechanism with. */
  boolean enabled() {
    return secretKey != null;
  }
}
