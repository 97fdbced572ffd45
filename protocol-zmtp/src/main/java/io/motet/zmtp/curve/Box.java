package io.motet.zmtp.curve;

import java.util.Arrays;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * NaCl's crypto_box: X25519 and HSalsa20 make a key of two parties' keys, XSalsa20 encrypts,
 * Poly1305 authenticates. A box is 16 octets of authenticator, then the ciphertext.
 */
public final class Box {
  /** Octets of any key. */
  public static final int KEY_BYTES = 32;

  public static final int NONCE_BYTES = 24;

  /** How much longer a box is than what is in it. */
  public static final int OVERHEAD_BYTES = 16;

  private static final int SALSA_ROUNDS = 20;

  /** "expand 32-byte k". */
  private static final int[] SIGMA = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

  private Box() {}

  /** The public key that belongs to a secret one. */
  public static byte[] publicKey(byte[] secretKey) {
    byte[] key = new byte[KEY_BYTES];
    X25519.scalarMultBase(secretKey, 0, key, 0);
    return key;
  }

  /** The key that the owner of the one shares with the owner of the other. */
  public static byte[] sharedKey(byte[] publicKey, byte[] secretKey) {
    byte[] point = new byte[KEY_BYTES];
    X25519.scalarMult(secretKey, 0, publicKey, 0, point, 0);
    return hsalsa20(point);
  }

  /** HSalsa20 of a key and a nonce of zeros: the core without its last addition. */
  private static byte[] hsalsa20(byte[] key) {
    int[] in = new int[16];
    for (int i = 0; i < 4; i++) {
      in[5 * i] = SIGMA[i];
      in[1 + i] = littleEndian(key, 4 * i);
      in[11 + i] = littleEndian(key, 16 + 4 * i);
    }
    int[] out = new int[16];
    Salsa20Engine.salsaCore(SALSA_ROUNDS, in, out);
    int[] places = {0, 5, 10, 15, 6, 7, 8, 9};
    byte[] derived = new byte[KEY_BYTES];
    for (int i = 0; i < places.length; i++) {
      int word = out[places[i]] - in[places[i]];
      for (int j = 0; j < 4; j++) {
        derived[4 * i + j] = (byte) (word >>> (8 * j));
      }
    }
    return derived;
  }

  private static int littleEndian(byte[] bytes, int at) {
    return (bytes[at] & 0xff)
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | bytes[at + 3] << 24;
  }

  /** Encrypts. */
  public static byte[] seal(byte[] sharedKey, byte[] nonce, byte[] plaintext) {
    XSalsa20Engine cipher = cipher(sharedKey, nonce);
    Poly1305 authenticator = authenticator(cipher);
    byte[] box = new byte[OVERHEAD_BYTES + plaintext.length];
    cipher.processBytes(plaintext, 0, plaintext.length, box, OVERHEAD_BYTES);
    authenticator.update(box, OVERHEAD_BYTES, plaintext.length);
    authenticator.doFinal(box, 0);
    return box;
  }

  /** Decrypts; null when the box was not made with this key and nonce, or was changed. */
  public static byte[] open(byte[] sharedKey, byte[] nonce, byte[] box) {
    if (box.length < OVERHEAD_BYTES) {
      return null;
    }
    XSalsa20Engine cipher = cipher(sharedKey, nonce);
    Poly1305 authenticator = authenticator(cipher);
    authenticator.update(box, OVERHEAD_BYTES, box.length - OVERHEAD_BYTES);
    byte[] expected = new byte[OVERHEAD_BYTES];
    authenticator.doFinal(expected, 0);
    if (!org.bouncycastle.util.Arrays.constantTimeAreEqual(OVERHEAD_BYTES, expected, 0, box, 0)) {
      return null;
    }
    byte[] plaintext = new byte[box.length - OVERHEAD_BYTES];
    cipher.processBytes(box, OVERHEAD_BYTES, plaintext.length, plaintext, 0);
    return plaintext;
  }

  private static XSalsa20Engine cipher(byte[] key, byte[] nonce) {
    XSalsa20Engine cipher = new XSalsa20Engine();
    cipher.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
    return cipher;
  }

  /** Its key is the first block of the key stream. */
  private static Poly1305 authenticator(XSalsa20Engine cipher) {
    byte[] key = new byte[KEY_BYTES];
    cipher.processBytes(key, 0, key.length, key, 0);
    Poly1305 authenticator = new Poly1305();
    authenticator.init(new KeyParameter(key));
    Arrays.fill(key, (byte) 0);
    return authenticator;
  }
}
