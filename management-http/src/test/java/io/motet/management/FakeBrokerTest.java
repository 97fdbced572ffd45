package io.motet.management;

import io.motet.management.fake.FakeContext;
import io.motet.management.fake.FakeVirtualHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The whole front end over fake parts of a broker, one per test. */
abstract class FakeBrokerTest {
  final FakeContext broker = new FakeContext();
  final FakeVirtualHost host = broker.host("/");
  private final ManagementFrontEnd frontEnd = new ManagementFrontEnd();
  ApiClient guest;
  ApiClient scraper;

  @BeforeEach
  void start() {
    broker.set("management.tcp.port", "127.0.0.1:0");
    broker.set("prometheus.tcp.port", "127.0.0.1:0");
    configure();
    frontEnd.start(broker);
    guest = new ApiClient(frontEnd.listeners().get(0).port(), "guest");
    scraper = new ApiClient(frontEnd.listeners().get(1).port(), null);
  }

  /** For tests with settings of their own. */
  void configure() {}

  @AfterEach
  void stop() {
    frontEnd.close();
  }
}
