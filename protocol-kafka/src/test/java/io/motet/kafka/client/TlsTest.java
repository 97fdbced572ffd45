package io.motet.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final Path FILES = Path.of("src/test/resources/tls");

  @TempDir private Path data;

  /** Logged in by SASL, too; records are copied from files where they cannot be sent from them. */
  @Test
  void recordsGoThroughTls() throws Exception {
    BrokerSettings settings =
        BrokerSettings.builder()
            .dataDirectory(data)
            .set("kafka.listeners.tcp.default", "none")
            .set("kafka.listeners.ssl.default", "127.0.0.1:0")
            .set("kafka.ssl_options.certfile", FILES.resolve("server.pem").toString())
            .set("kafka.ssl_options.keyfile", FILES.resolve("server-key.pem").toString())
            .set("kafka.anonymous.user", "none")
            .build();
    Map<String, Object> tls =
        Map.of(
            "security.protocol",
            "SASL_SSL",
            "sasl.mechanism",
            "PLAIN",
            "sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " username=\"guest\" password=\"guest\";",
            "ssl.truststore.type",
            "PEM",
            "ssl.truststore.certificates",
            Files.readString(FILES.resolve("authority.pem")),
            "ssl.endpoint.identification.algorithm",
            "");
    try (Broker broker = Broker.start(settings)) {
      Clients clients = new Clients(broker.port("kafka/ssl"));
      try (KafkaProducer<String, String> producer = clients.producer(tls);
          KafkaConsumer<String, String> consumer = clients.consumer("g", tls)) {
        String large = "x".repeat(500_000);
        producer.send(new ProducerRecord<>("t", large)).get();
        consumer.subscribe(List.of("t"));
        assertThat(Clients.poll(consumer, 1))
            .extracting(ConsumerRecord::value)
            .containsExactly(large);
      }
    }
  }
}
