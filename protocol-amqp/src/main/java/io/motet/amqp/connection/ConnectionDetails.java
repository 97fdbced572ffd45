package io.motet.amqp.connection;

import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of the management API that only AMQP connections have. */
final class ConnectionDetails {
  private ConnectionDetails() {}

  static Map<String, Object> of(Session session, TlsDetails tls) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("auth_mechanism", session.mechanism());
    fields.put("timeout", session.heartbeatSeconds());
    fields.put("frame_max", session.frameMaxBytes());
    fields.put("channel_max", session.channelMax());
    String name = session.connectionName();
    if (name != null) {
      fields.put("user_provided_name", name);
    }
    fields.put("ssl_protocol", tls.protocol());
    fields.put("ssl_cipher", tls.cipher());
    fields.put("ssl_key_exchange", "");
    fields.put("ssl_hash", "");
    fields.put("peer_cert_subject", tls.peerSubject());
    fields.put("peer_cert_issuer", tls.peerIssuer());
    fields.put("peer_cert_validity", tls.peerValidity());
    return fields;
  }
}
