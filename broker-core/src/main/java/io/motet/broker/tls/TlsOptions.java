package io.motet.broker.tls;

import java.nio.file.Path;
import java.util.List;

/**
 * How a TLS listener proves itself and what it asks of clients. Files are PEM.
 *
 * @param authorities certificates that client certificates are checked against, or null for those
 *     of the Java runtime
 * @param keyPassword null when the key is not encrypted
 * @param verifyPeer whether clients are asked for a certificate
 * @param requirePeerCertificate whether those without one are refused
 * @param versions in Java's names, for example {@code TLSv1.3}; empty for the defaults
 */
public record TlsOptions(
    Path authorities,
    Path certificate,
    Path key,
    String keyPassword,
    boolean verifyPeer,
    boolean requirePeerCertificate,
    List<String> versions) {
  @Override
  public String toString() {
    return "certificate " + certificate + ", key " + key + ", authorities " + authorities;
  }
}
