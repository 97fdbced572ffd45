package io.motet.amqp.connection;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What was agreed on by TLS; texts are empty where there is none.
 *
 * @param protocol as RabbitMQ writes it, for example {@code tlsv1.3}
 */
record TlsDetails(
    boolean present,
    String protocol,
    String cipher,
    String peerSubject,
    String peerIssuer,
    String peerValidity) {
  static final TlsDetails NONE = new TlsDetails(false, "", "", "", "", "");

  static TlsDetails of(Channel socket) {
    SslHandler handler = socket.pipeline().get(SslHandler.class);
    if (handler == null) {
      return NONE;
    }
    SSLSession session = handler.engine().getSession();
    X509Certificate peer = peerOf(session);
    return new TlsDetails(
        true,
        session.getProtocol().toLowerCase(java.util.Locale.ROOT),
        session.getCipherSuite(),
        peer == null ? "" : peer.getSubjectX500Principal().getName(),
        peer == null ? "" : peer.getIssuerX500Principal().getName(),
        peer == null
            ? ""
            : peer.getNotBefore().toInstant() + " - " + peer.getNotAfter().toInstant());
  }

  private static X509Certificate peerOf(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate first ? first : null;
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }
}
