package io.motet.broker.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;

/** Makes a TLS set-up out of files. */
final class TlsContexts {
  private TlsContexts() {}

  static SslContext create(TlsOptions options) {
    try {
      X509Certificate[] certificates = PemFiles.certificates(options.certificate());
      PrivateKey key = PemFiles.key(options.key(), options.keyPassword());
      PemFiles.checkPair(certificates[0], key);
      SslContextBuilder builder = SslContextBuilder.forServer(key, certificates);
      if (options.authorities() != null) {
        builder.trustManager(options.authorities().toFile());
      }
      if (!options.versions().isEmpty()) {
        builder.protocols(options.versions());
      }
      return builder.clientAuth(clientAuth(options)).build();
    } catch (SSLException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("TLS cannot use " + options + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("TLS cannot read " + options + ": " + e, e);
    }
  }

  private static ClientAuth clientAuth(TlsOptions options) {
    if (!options.verifyPeer()) {
      return ClientAuth.NONE;
    }
    return options.requirePeerCertificate() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL;
  }
}
