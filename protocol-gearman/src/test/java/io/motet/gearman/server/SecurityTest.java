package io.motet.gearman.server;

import static io.motet.gearman.codec.PacketType.CAN_DO;
import static io.motet.gearman.codec.PacketType.ECHO_REQ;
import static io.motet.gearman.codec.PacketType.ECHO_RES;
import static io.motet.gearman.codec.PacketType.ERROR;
import static io.motet.gearman.codec.PacketType.SUBMIT_JOB_BG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.user.Permissions;
import io.motet.gearman.support.GearmanClient;
import io.motet.gearman.support.GearmanServer;
import io.motet.gearman.support.Packet;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

class SecurityTest {
  private static final Path TLS = Path.of("src/test/resources/tls");

  private static SSLContext trusting(Path authority) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null);
    try (InputStream file = Files.newInputStream(authority)) {
      trusted.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(file));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private static GearmanClient connectWithTls(GearmanServer server) throws Exception {
    return new GearmanClient(
        trusting(TLS.resolve("authority.pem"))
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), server.broker().port("gearman/ssl")));
  }

  @Test
  void speaksTls() throws Exception {
    try (GearmanServer server =
            GearmanServer.start(
                "gearman.listeners.ssl.default", "127.0.0.1:0",
                "gearman.ssl_options.certfile", TLS.resolve("server.pem").toString(),
                "gearman.ssl_options.keyfile", TLS.resolve("server-key.pem").toString());
        GearmanClient client = connectWithTls(server)) {
      assertThat(client.ask(ECHO_REQ, "hello")).isEqualTo(Packet.of(ECHO_RES, "hello"));
      assertThat(client.submit(SUBMIT_JOB_BG, "f", "", "x")).isEqualTo("H:test:1");
    }
  }

  @Test
  void refusesClientsWithoutTheCertificateThatIsAskedFor() throws Exception {
    try (GearmanServer server =
            GearmanServer.start(
                "gearman.listeners.ssl.default", "127.0.0.1:0",
                "gearman.ssl_options.certfile", TLS.resolve("server.pem").toString(),
                "gearman.ssl_options.keyfile", TLS.resolve("server-key.pem").toString(),
                "gearman.ssl_options.cacertfile", TLS.resolve("authority.pem").toString());
        GearmanClient client = connectWithTls(server)) {
      assertThatThrownBy(() -> client.ask(ECHO_REQ, "hello")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aTlsListenerNeedsACertificate() {
    assertThatThrownBy(() -> GearmanServer.start("gearman.listeners.ssl.default", "127.0.0.1:0"))
        .hasMessageContaining("gearman.ssl_options.certfile");
  }

  @Test
  void theVirtualHostMustBeThere() {
    assertThatThrownBy(() -> GearmanServer.start("gearman.virtual_host", "nope"))
        .hasMessageContaining("gearman.virtual_host = nope");
  }

  @Test
  void permissionsOfTheUserThatIsNamedCount() throws Exception {
    try (GearmanServer server = GearmanServer.start("gearman.user", "worker")) {
      var users = server.broker().context().users();
      users.putWithPassword("worker", new byte[] {'x'}, List.of()).join();
      GearmanClient client = server.connect();
      assertThat(client.ask(SUBMIT_JOB_BG, "good", "", "").data())
          .isEqualTo("QUEUE_ERROR|access to 'amq.default' in vhost '/' refused for user 'worker'");
      users.setPermissions(new Permissions("worker", "/", "good", "amq.default", "good")).join();
      client.submit(SUBMIT_JOB_BG, "good", "", "");
      client.send(CAN_DO, "good").sync();
      assertThat(client.ask(SUBMIT_JOB_BG, "bad", "", "").type()).isEqualTo(ERROR);
      assertThat(client.ask(CAN_DO, "bad").data())
          .isEqualTo("QUEUE_ERROR|access to 'bad' in vhost '/' refused for user 'worker'");
    }
  }

  @Test
  void aClientThatDoesNotReadIsDisconnectedAndNoOther() throws Exception {
    try (GearmanServer server = GearmanServer.start("gearman.unsent_max", "1MiB")) {
      GearmanClient other = server.connect();
      GearmanClient deaf = server.connect();
      String data = "x".repeat(100_000);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  deaf.send(ECHO_REQ, data);
                }
              })
          .isInstanceOf(IOException.class);
      other.sync();
    }
  }
}
