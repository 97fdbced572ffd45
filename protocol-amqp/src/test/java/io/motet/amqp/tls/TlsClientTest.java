package io.motet.amqp.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import io.motet.broker.connection.ClientConnection;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsClientTest {
  private static final Path FILES = Path.of("src/test/resources/tls");

  @TempDir Path directory;
  private Broker broker;

  @BeforeEach
  void copyFiles() throws IOException {
    copy("server.pem", "cert.pem");
    copy("server-key.pem", "key.pem");
  }

  @AfterEach
  void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  private void copy(String from, String to) throws IOException {
    Files.copy(FILES.resolve(from), directory.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }

  private BrokerSettings.Builder settings() {
    return BrokerSettings.builder()
        .set("listeners.tcp.default", "none")
        .set("listeners.ssl.default", "127.0.0.1:0")
        .set("ssl_options.cacertfile", FILES.resolve("authority.pem").toString())
        .set("ssl_options.certfile", directory.resolve("cert.pem").toString())
        .set("ssl_options.keyfile", directory.resolve("key.pem").toString())
        .set("ssl_options.reload_interval", "10");
  }

  private ConnectionFactory factory(boolean withCertificate) throws IOException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("localhost");
    factory.setPort(broker.port("amqp/ssl"));
    factory.useSslProtocol(clientContext(withCertificate));
    factory.enableHostnameVerification();
    factory.setAutomaticRecoveryEnabled(false);
    return factory;
  }

  private static SSLContext clientContext(boolean withCertificate) throws IOException {
    SslContextBuilder builder =
        SslContextBuilder.forClient().trustManager(FILES.resolve("authority.pem").toFile());
    if (withCertificate) {
      builder.keyManager(
          FILES.resolve("client.pem").toFile(), FILES.resolve("client-key.pem").toFile());
    }
    return ((JdkSslContext) builder.build()).context();
  }

  @Test
  void servesClients() throws Exception {
    broker = Broker.start(settings().build());
    try (Connection connection = factory(false).newConnection()) {
      ClientConnection seen = broker.context().connections().all().iterator().next();

      assertThat(connection.isOpen()).isTrue();
      assertThat(seen.ssl()).isTrue();
      assertThat(seen.details()).containsEntry("ssl_protocol", "tlsv1.3");
      assertThat((String) seen.details().get("ssl_cipher")).startsWith("TLS_");
    }
  }

  @Test
  void doesNotWaitLongForAHandshake() throws Exception {
    broker = Broker.start(settings().set("ssl_handshake_timeout", "50").build());
    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), broker.port("amqp/ssl"))) {
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void asksClientsForACertificate() throws Exception {
    broker =
        Broker.start(
            settings()
                .set("ssl_options.verify", "verify_peer")
                .set("ssl_options.fail_if_no_peer_cert", "true")
                .build());
    try (Connection connection = factory(true).newConnection()) {
      ClientConnection seen = broker.context().connections().all().iterator().next();
      assertThat(connection.isOpen()).isTrue();
      assertThat(seen.details())
          .containsEntry("peer_cert_subject", "CN=client")
          .containsEntry("peer_cert_issuer", "CN=Motet test authority");
    }
    ConnectionFactory without = factory(false);
    assertThatThrownBy(without::newConnection).isInstanceOf(IOException.class);
  }

  @Test
  void offersOnlyTheVersionsThatAreSet() throws Exception {
    broker = Broker.start(settings().set("ssl_options.versions.1", "tlsv1.2").build());
    try (Connection connection = factory(false).newConnection()) {
      ClientConnection seen = broker.context().connections().all().iterator().next();
      assertThat(connection.isOpen()).isTrue();
      assertThat(seen.details()).containsEntry("ssl_protocol", "tlsv1.2");
    }
  }

  @Test
  void takesNewCertificatesWithoutARestart() throws Exception {
    broker = Broker.start(settings().build());
    assertThat(subjectServed()).isEqualTo("CN=localhost");

    copy("other-key.pem", "key.pem");
    copy("other.pem", "cert.pem");
    Files.setLastModifiedTime(directory.resolve("cert.pem"), FileTime.fromMillis(1_000));
    String subject = subjectServed();
    while (subject.equals("CN=localhost")) {
      subject = subjectServed();
    }
    assertThat(subject).isEqualTo("CN=other.example");
  }

  private String subjectServed() throws IOException {
    try (Socket socket =
        clientContext(false)
            .getSocketFactory()
            .createSocket("localhost", broker.port("amqp/ssl"))) {
      SSLSocket tls = (SSLSocket) socket;
      tls.startHandshake();
      X509Certificate served = (X509Certificate) tls.getSession().getPeerCertificates()[0];
      return served.getSubjectX500Principal().getName();
    }
  }

  @Test
  void refusesAnotherCertificatesKey() throws Exception {
    copy("other-key.pem", "key.pem");
    BrokerSettings mixed = settings().build();

    assertThatThrownBy(() -> Broker.start(mixed))
        .hasMessageContaining("the key does not belong to the certificate");
  }

  @Test
  void saysWhichFileItCannotUse() throws Exception {
    Files.writeString(directory.resolve("key.pem"), "no key");
    BrokerSettings broken = settings().build();

    assertThatThrownBy(() -> Broker.start(broken)).hasMessageContaining("key.pem");
  }

  @Test
  void saysWhichSettingIsMissing() {
    BrokerSettings incomplete =
        BrokerSettings.builder()
            .set("listeners.tcp.default", "none")
            .set("listeners.ssl.default", "0")
            .build();

    assertThatThrownBy(() -> Broker.start(incomplete)).hasMessageContaining("ssl_options.certfile");
  }
}
