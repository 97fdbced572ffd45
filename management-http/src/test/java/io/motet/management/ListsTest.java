package io.motet.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sorting, paging, columns and the switches that leave statistics out. */
class ListsTest extends FakeBrokerTest {
  @BeforeEach
  void queues() {
    host.addQueue("b").ready = 1;
    host.addQueue("a").ready = 3;
    host.addQueue("c").ready = 2;
  }

  private JsonNode names(String query) {
    return guest.json("/api/queues?columns=name&" + query);
  }

  @ParameterizedTest
  @CsvSource({
    "sort=name,                              abc",
    "sort=name&sort_reverse=true,            cba",
    "sort=messages,                          bca",
    "sort=messages&sort_reverse=true,        acb",
    "sort=messages_details.rate,             abc",
    "sort=,                                  abc",
    "sort=no.such.column,                    abc"
  })
  void sortsByAnyColumn(String query, String order) {
    assertThat(String.join("", names(query).findValuesAsText("name"))).isEqualTo(order);
  }

  @Test
  void aPageHasAFrame() {
    JsonNode page = guest.json("/api/queues?page=2&page_size=2&columns=name,messages");
    assertThat(page.toString())
        .isEqualTo(
            "{\"filtered_count\":3,\"item_count\":1,\"items\":[{\"name\":\"c\",\"messages\":2}],"
                + "\"page\":2,\"page_count\":2,\"page_size\":2,\"total_count\":3}");
  }

  @ParameterizedTest
  @CsvSource({
    "name=B, 1",
    "name=, 3",
    "name=zz, 0",
    "name=^[ab]&use_regex=true, 2",
    "name=^B&use_regex=true, 1",
    "name=^[ab]&use_regex=false, 0"
  })
  void namesAreFilteredByTextOrPattern(String query, int count) {
    String encoded = query.replace("^", "%5E").replace("[", "%5B").replace("]", "%5D");
    JsonNode page = guest.json("/api/queues?page=1&" + encoded);
    assertThat(page.get("filtered_count").asInt()).isEqualTo(count);
    assertThat(page.get("total_count").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "page=99&page_size=2|page_out_of_range"
            + "|Page out of range, page: 99 page size: 2, len: 3",
        "page=1&page_size=501|invalid_pagination_parameters"
            + "|Invalid pagination parameters: page number 1, page size 501",
        "page=0|invalid_pagination_parameters"
            + "|Invalid pagination parameters: page number 0, page size undefined",
        "page=x|bad_request|Pagination parameters are invalid",
        "page=1&name=(&use_regex=true|bad_request|Pagination parameters are invalid"
      })
  void aWrongPageIsABadRequest(String query, String error, String reason) {
    var response = guest.get("/api/queues?" + query);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo("{\"error\":\"" + error + "\",\"reason\":\"" + reason + "\"}");
  }

  @Test
  void theLargestPageIsServed() {
    assertThat(guest.get("/api/queues?page=1&page_size=500").statusCode()).isEqualTo(200);
  }

  @Test
  void columnsReachIntoObjects() {
    JsonNode cut = guest.json("/api/queues/%2F/a?columns=name,messages_details.rate,vhost.x");
    assertThat(cut)
        .isEqualTo(
            ApiClient.parse(
                "{\"name\":\"a\",\"vhost\":\"/\",\"messages_details\":{\"rate\":0.0}}"));
  }

  @Test
  void statisticsCanBeLeftOut() {
    JsonNode bare = guest.json("/api/queues?disable_stats=true").get(0);
    assertThat(bare.has("messages")).isFalse();
    assertThat(bare.get("type").asText()).isEqualTo("classic");
    JsonNode totals = guest.json("/api/queues?disable_stats=true&enable_queue_totals=true").get(0);
    assertThat(totals.get("messages").asInt()).isEqualTo(3);
    assertThat(totals.has("memory")).isFalse();
    assertThat(guest.json("/api/overview?disable_stats=true").get("object_totals").get("queues"))
        .hasToString("3");
  }

  @Test
  void samplesComeNewestFirst() {
    JsonNode details =
        guest.json("/api/queues/%2F/a?lengths_age=60&lengths_incr=5").get("messages_details");
    assertThat(details.get("samples")).hasSize(13);
    long newest = details.get("samples").get(0).get("timestamp").asLong();
    long next = details.get("samples").get(1).get("timestamp").asLong();
    assertThat(newest - next).isEqualTo(5000);
    assertThat(details.has("avg")).isTrue();
    assertThat(details.has("avg_rate")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "60, 0", "-5, 5", "5010, 10"})
  void aRangeThatMakesNoSenseIsABadRequest(String age, String increment) {
    String query = "lengths_age=" + age + "&lengths_incr=" + increment;
    var response = guest.get("/api/queues/%2F/a?" + query);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("Invalid range parameters: age " + age + ", incr " + increment);
  }
}
