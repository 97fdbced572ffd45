package io.motet.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.stats.MessageCounters.Kind;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The metrics that RabbitMQ's overview dashboard asks for. */
class MetricsTest extends FakeBrokerTest {
  private static final Pattern LINE =
      Pattern.compile(
          "# (HELP|TYPE) \\S+ .+|[a-z_]+(\\{[a-z_]+=\"[^\"]*\"(,[a-z_]+=\"[^\"]*\")*\\})? -?[0-9.E-]+");

  private List<String> lines() {
    HttpResponse<String> response = scraper.get("/metrics");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    return response.body().lines().toList();
  }

  @Test
  void everyLineIsWellFormedAndEveryFamilyComesOnce() {
    List<String> lines = lines();
    assertThat(lines).allMatch(line -> LINE.matcher(line).matches());
    assertThat(lines.stream().filter(line -> line.startsWith("# TYPE")).toList())
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(35);
  }

  @Test
  void figuresAreThoseOfTheBroker() {
    host.addQueue("q").ready = 4;
    broker.registry.open("guest", "/").openChannel().counters().add(Kind.PUBLISH, 9);
    assertThat(lines())
        .contains(
            "rabbitmq_queue_messages_ready 4",
            "rabbitmq_queues 1",
            "rabbitmq_connections 1",
            "rabbitmq_global_messages_received_total{protocol=\"amqp091\"} 9",
            "rabbitmq_queues_created_total 2");
  }

  @Test
  void theIdentityJoinsTheDashboard() {
    assertThat(lines())
        .contains(
            "rabbitmq_identity_info{rabbitmq_node=\"motet@test\","
                + "rabbitmq_cluster=\"motet@test.example\","
                + "rabbitmq_cluster_permanent_id=\"motet@test.example\","
                + "rabbitmq_endpoint=\"aggregated\"} 1");
  }

  @Test
  void nothingElseIsServed() {
    assertThat(scraper.get("/api/overview").statusCode()).isEqualTo(404);
    assertThat(scraper.post("/metrics", null).statusCode()).isEqualTo(405);
  }
}
