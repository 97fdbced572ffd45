package io.motet.amqp.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/** Makes a TLS set-up out of files. */
final class TlsContexts {
  private TlsContexts() {}

  static SslContext create(TlsOptions options) {
    try (InputStream certificate = Files.newInputStream(options.certificate());
        InputStream key = keyOf(options.key())) {
      SslContextBuilder builder =
          SslContextBuilder.forServer(certificate, key, options.keyPassword());
      if (options.authorities() != null) {
        builder.trustManager(options.authorities().toFile());
      }
      if (!options.versions().isEmpty()) {
        builder.protocols(options.versions());
      }
      return builder.clientAuth(clientAuth(options)).build();
    } catch (SSLException | IllegalArgumentException e) {
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

  private static InputStream keyOf(Path file) throws IOException {
    return new ByteArrayInputStream(RsaKeys.toPkcs8(Files.readAllBytes(file)));
  }
}
