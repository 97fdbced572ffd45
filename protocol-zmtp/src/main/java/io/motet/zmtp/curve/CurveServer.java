package io.motet.zmtp.curve;

import io.motet.broker.runtime.Entropy;
import io.motet.zmtp.codec.ZmtpException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The server's part of one handshake: HELLO, WELCOME, INITIATE, READY. It keeps what a cookie would
 * carry, so the cookie is only chance that must come back. Not thread-safe.
 */
public final class CurveServer {
  private static final int HELLO_BYTES = 194;
  private static final int HELLO_KEY_INDEX = 74;
  private static final int HELLO_NONCE_INDEX = 106;
  private static final int HELLO_BOX_INDEX = 114;
  private static final int COOKIE_BYTES = 96;
  private static final int INITIATE_NONCE_INDEX = COOKIE_BYTES;
  private static final int INITIATE_BOX_INDEX = COOKIE_BYTES + 8;
  private static final int VOUCH_INDEX = 48;
  private static final int VOUCH_BOX_BYTES = 80;
  private static final int METADATA_INDEX = VOUCH_INDEX + VOUCH_BOX_BYTES;
  private static final int RANDOM_NONCE_BYTES = 16;

  private final Entropy entropy;
  private final byte[] secretKey;
  private final byte[] shortSecretKey;
  private final byte[] cookie;
  private byte[] clientShortKey;
  private byte[] shortSharedKey;
  private long clientNonce;

  /**
   * @param secretKey the server's long-term one
   */
  public CurveServer(Entropy entropy, byte[] secretKey) {
    this.entropy = entropy;
    this.secretKey = secretKey;
    shortSecretKey = random(Box.KEY_BYTES);
    cookie = random(COOKIE_BYTES);
  }

  private byte[] random(int count) {
    byte[] bytes = new byte[count];
    entropy.nextBytes(bytes);
    return bytes;
  }

  /**
   * Takes the data of HELLO and gives those of WELCOME.
   *
   * @throws ZmtpException when the client does not know the server's public key
   */
  public byte[] welcome(byte[] hello) {
    if (hello.length != HELLO_BYTES || hello[0] != 1 || hello[1] != 0) {
      throw new ZmtpException("malformed CURVE HELLO");
    }
    clientShortKey = Arrays.copyOfRange(hello, HELLO_KEY_INDEX, HELLO_KEY_INDEX + Box.KEY_BYTES);
    clientNonce = ByteBuffer.wrap(hello).getLong(HELLO_NONCE_INDEX);
    byte[] sharedKey = Box.sharedKey(clientShortKey, secretKey);
    byte[] box = Arrays.copyOfRange(hello, HELLO_BOX_INDEX, HELLO_BYTES);
    if (Box.open(sharedKey, Nonces.numbered("CurveZMQHELLO---", clientNonce), box) == null) {
      throw new ZmtpException("a CURVE HELLO for another server key");
    }
    byte[] nonce = random(RANDOM_NONCE_BYTES);
    byte[] plaintext = concat(Box.publicKey(shortSecretKey), cookie);
    return concat(nonce, Box.seal(sharedKey, Nonces.of("WELCOME-", nonce), plaintext));
  }

  /**
   * What the client said of itself.
   *
   * @param publicKey its long-term key, which it has proved to own
   * @param metadata the properties, encoded
   */
  public record Client(ByteBuffer publicKey, ByteBuffer metadata) {}

  /**
   * Takes the data of INITIATE.
   *
   * @throws ZmtpException when the client does not own the key that it shows
   */
  public Client initiate(byte[] data) {
    int smallest = INITIATE_BOX_INDEX + Box.OVERHEAD_BYTES + METADATA_INDEX;
    if (data.length < smallest
        || !org.bouncycastle.util.Arrays.constantTimeAreEqual(COOKIE_BYTES, data, 0, cookie, 0)) {
      throw new ZmtpException("malformed CURVE INITIATE");
    }
    long nonce = ByteBuffer.wrap(data).getLong(INITIATE_NONCE_INDEX);
    shortSharedKey = Box.sharedKey(clientShortKey, shortSecretKey);
    byte[] box = Arrays.copyOfRange(data, INITIATE_BOX_INDEX, data.length);
    byte[] opened = Box.open(shortSharedKey, Nonces.numbered("CurveZMQINITIATE", nonce), box);
    if (opened == null || nonce <= clientNonce) {
      throw new ZmtpException("a CURVE INITIATE that does not open");
    }
    clientNonce = nonce;
    byte[] clientKey = Arrays.copyOf(opened, Box.KEY_BYTES);
    checkVouch(opened, clientKey);
    return new Client(
        ByteBuffer.wrap(clientKey),
        ByteBuffer.wrap(opened, METADATA_INDEX, opened.length - METADATA_INDEX).slice());
  }

  /** The vouch binds the short-term key and this server to the long-term key. */
  private void checkVouch(byte[] opened, byte[] clientKey) {
    byte[] nonce = Arrays.copyOfRange(opened, Box.KEY_BYTES, VOUCH_INDEX);
    byte[] box = Arrays.copyOfRange(opened, VOUCH_INDEX, METADATA_INDEX);
    byte[] vouch =
        Box.open(Box.sharedKey(clientKey, shortSecretKey), Nonces.of("VOUCH---", nonce), box);
    byte[] expected = concat(clientShortKey, Box.publicKey(secretKey));
    if (vouch == null || !org.bouncycastle.util.Arrays.constantTimeAreEqual(vouch, expected)) {
      throw new ZmtpException("a CURVE INITIATE whose vouch is wrong");
    }
  }

  /** What follows the handshake; READY is its first box. */
  public CurveSession session() {
    return new CurveSession(shortSharedKey, clientNonce);
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
