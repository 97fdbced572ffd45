package io.motet.broker.user;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.runtime.Entropy;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Password hashes in RabbitMQ's form, so that its exported users can be imported: base64 of a
 * 4-byte salt and the digest of salt and password. New passwords get {@link #SHA256}; the others
 * are for import. One digest of a short password costs about a microsecond, so it is done on the
 * caller's thread.
 */
public enum PasswordHashing {
  SHA256("rabbit_password_hashing_sha256", "SHA-256"),
  SHA512("rabbit_password_hashing_sha512", "SHA-512"),
  MD5("rabbit_password_hashing_md5", "MD5");

  private static final int SALT_BYTES = 4;

  private final String wireName;
  private final String algorithm;

  PasswordHashing(String wireName, String algorithm) {
    this.wireName = wireName;
    this.algorithm = algorithm;
  }

  /** RabbitMQ's name for it. */
  public String wireName() {
    return wireName;
  }

  /** By {@link #wireName}; refuses others. */
  public static PasswordHashing named(String wireName) {
    for (PasswordHashing hashing : values()) {
      if (hashing.wireName.equals(wireName)) {
        return hashing;
      }
    }
    throw new BrokerException(
        ErrorKind.INVALID, "unknown password hashing algorithm '" + wireName + "'");
  }

  /** Base64 of a fresh salt and the digest. */
  public String hash(byte[] password, Entropy entropy) {
    byte[] salt = new byte[SALT_BYTES];
    entropy.nextBytes(salt);
    return Base64.getEncoder().encodeToString(join(salt, digest(salt, password)));
  }

  /** Compares in a time that does not depend on where the hashes differ. */
  public boolean matches(byte[] password, String passwordHash) {
    byte[] stored = decode(passwordHash);
    if (stored.length <= SALT_BYTES) {
      return false;
    }
    byte[] salt = java.util.Arrays.copyOf(stored, SALT_BYTES);
    return MessageDigest.isEqual(stored, join(salt, digest(salt, password)));
  }

  /** Refuses what is not base64, or is too short for this algorithm; empty is no password. */
  public void check(String passwordHash) {
    int expected = SALT_BYTES + digest(new byte[0], new byte[0]).length;
    if (!passwordHash.isEmpty() && decode(passwordHash).length != expected) {
      throw new BrokerException(ErrorKind.INVALID, "password hash has a wrong length");
    }
  }

  private static byte[] decode(String passwordHash) {
    try {
      return Base64.getDecoder().decode(passwordHash);
    } catch (IllegalArgumentException e) {
      throw new BrokerException(ErrorKind.INVALID, "password hash is not base64");
    }
  }

  private byte[] digest(byte[] salt, byte[] password) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      digest.update(salt);
      return digest.digest(password);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no " + algorithm, e);
    }
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
