package io.motet.kafka.sasl;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The variants of SCRAM (RFC 5802, RFC 7677), with the hash functions that they are made of. */
enum ScramMechanism {
  SHA_256(1, "SCRAM-SHA-256", "SHA-256", "HmacSHA256"),
  SHA_512(2, "SCRAM-SHA-512", "SHA-512", "HmacSHA512");

  /** Fewer rounds than that are too fast to guess by. */
  static final int LEAST_ITERATIONS = 4096;

  /** More would only keep clients busy. */
  static final int MOST_ITERATIONS = 16_384;

  private final byte code;
  private final String title;
  private final String hash;
  private final String mac;

  ScramMechanism(int code, String title, String hash, String mac) {
    this.code = (byte) code;
    this.title = title;
    this.hash = hash;
    this.mac = mac;
  }

  /** The number on the wire. */
  byte code() {
    return code;
  }

  /** The name in the protocol. */
  String title() {
    return title;
  }

  /** Null when there is none. */
  static ScramMechanism of(byte code) {
    for (ScramMechanism mechanism : values()) {
      if (mechanism.code == code) {
        return mechanism;
      }
    }
    return null;
  }

  byte[] hash(byte[] bytes) {
    try {
      return MessageDigest.getInstance(hash).digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no " + hash, e);
    }
  }

  byte[] mac(byte[] key, String text) {
    try {
      Mac function = Mac.getInstance(mac);
      function.init(new SecretKeySpec(key, mac));
      return function.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no " + mac, e);
    }
  }
}
