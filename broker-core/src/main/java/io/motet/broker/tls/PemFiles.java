package io.motet.broker.tls;

import io.netty.handler.ssl.SslContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;

/**
 * Reads certificates and keys, and knows whether they belong together. It extends Netty's class
 * only to reach its readers, which know all forms of PEM keys.
 */
abstract class PemFiles extends SslContext {
  private static final byte[] SAMPLE = {'m', 'o', 't', 'e', 't'};

  private PemFiles() {}

  /** The server's own certificate, then those that lead to its authority. */
  static X509Certificate[] certificates(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return toX509Certificates(in);
    }
  }

  /**
   * @param password null when the key is not encrypted
   */
  static PrivateKey key(Path file, String password) throws IOException, GeneralSecurityException {
    byte[] pem = RsaKeys.toPkcs8(Files.readAllBytes(file));
    return toPrivateKey(new ByteArrayInputStream(pem), password);
  }

  /**
   * Refuses a key that is another certificate's: so it is for a moment while both files are being
   * replaced, and every handshake would fail.
   */
  static void checkPair(X509Certificate certificate, PrivateKey key)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case "EdDSA", "Ed25519", "Ed448" -> "EdDSA";
          default -> null;
        };
    if (algorithm == null) {
      return;
    }
    boolean pair = key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm());
    if (pair) {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(SAMPLE);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(SAMPLE);
      pair = signature.verify(signed);
    }
    if (!pair) {
      throw new IllegalArgumentException("the key does not belong to the certificate");
    }
  }
}
