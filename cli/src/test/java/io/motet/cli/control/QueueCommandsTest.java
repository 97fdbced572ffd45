package io.motet.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueCommandsTest extends MotetctlTest {
  @BeforeEach
  void queues() {
    api.answer(
        "GET queues/%2F",
        """
        [{"name":"example","durable":true,"messages":4004,"consumers":1,"policy":null,
          "state":"running","type":"classic",
          "arguments":{"x-dead-letter-exchange":"","x-dead-letter-routing-key":"dead"}},
         {"name":"dead","durable":true,"messages":0,"consumers":0,"policy":"ttl",
          "state":"running","type":"classic","arguments":{}},
         {"name":"prio","durable":false,"messages":0,"consumers":0,"policy":null,
          "state":"idle","type":"quorum","arguments":{"x-max-priority":10}}]
        """);
    api.answer("GET queues/test", "[]");
  }

  @Test
  void nameAndMessagesUnlessToldOtherwise() {
    assertThat(run("list_queues"))
        .isEqualTo(
            new Run(
                """
                Timeout: 60.0 seconds ...
                Listing queues for vhost / ...
                name\tmessages
                example\t4004
                dead\t0
                prio\t0
                """,
                "",
                0));
  }

  @Test
  void columnsInTheOrderAskedFor() {
    assertThat(
            run("list_queues", "-q", "name", "durable", "arguments", "policy", "pid", "state,type")
                .out())
        .isEqualTo(
            """
            name\tdurable\targuments\tpolicy\tpid\tstate\ttype
            example\ttrue\t[{"x-dead-letter-exchange",[]},{"x-dead-letter-routing-key","dead"}]\t\t\trunning\tclassic
            dead\ttrue\t[]\tttl\t\trunning\tclassic
            prio\tfalse\t[{"x-max-priority",10}]\t\t\tidle\tquorum
            """);
  }

  @Test
  void argumentsInJsonKeepTheirType() {
    assertThat(run("list_queues", "--formatter", "json", "name", "messages", "arguments").out())
        .isEqualTo(
            """
            [
            {"name":"example","messages":4004,"arguments":[["x-dead-letter-exchange","longstr",""],["x-dead-letter-routing-key","longstr","dead"]]}
            ,{"name":"dead","messages":0,"arguments":[]}
            ,{"name":"prio","messages":0,"arguments":[["x-max-priority","signedint",10]]}
            ]
            """);
  }

  @Test
  void argumentsInCsvAreQuotedOnce() {
    assertThat(run("list_queues", "--formatter", "csv", "name", "arguments").out())
        .isEqualTo(
            """
            "name","arguments"
            "example","[{""x-dead-letter-exchange"",[]},{""x-dead-letter-routing-key"",""dead""}]"
            "dead","[]"
            "prio","[{""x-max-priority"",10}]"
            """);
  }

  @Test
  void anEmptyVirtualHostPrintsNoHeader() {
    assertThat(run("list_queues", "-p", "test").out())
        .isEqualTo("Timeout: 60.0 seconds ...\nListing queues for vhost test ...\n");
    assertThat(run("list_queues", "-p", "test", "--formatter", "json").out()).isEqualTo("[\n]\n");
  }

  @Test
  void aVirtualHostThatIsNotThereFails() {
    Run run = run("list_queues", "-p", "nope");
    assertThat(run.exitCode()).isEqualTo(69);
    assertThat(run.err()).isEqualTo("Error:\nVirtual host nope does not exist\n");
  }

  @Test
  void theTimeoutIsShownInSeconds() {
    assertThat(run("list_queues", "-t", "5").out()).startsWith("Timeout: 5.0 seconds ...\n");
  }

  @Test
  void deleteQueue() {
    api.answer("GET queues/%2F/prio", "{\"messages_ready\":3}");
    api.answer("DELETE queues/%2F/prio", 204, "");
    assertThat(run("delete_queue", "prio"))
        .isEqualTo(
            new Run(
                """
                Deleting queue 'prio' on vhost '/' ...
                Queue was successfully deleted with 3 ready messages
                """,
                "",
                0));
    assertThat(api.changes())
        .containsExactly("DELETE queues/%2F/prio?if-empty=false&if-unused=false");
    assertThat(run("delete_queue", "nosuch"))
        .isEqualTo(
            new Run("Deleting queue 'nosuch' on vhost '/' ...\n", "Error:\nQueue not found\n", 64));
  }

  @Test
  void deleteQueueOnConditions() {
    api.answer(
        "DELETE queues/%2F/example",
        400, "{\"error\":\"bad_request\",\"reason\":\"queue 'example' in vhost '/' not empty\"}");
    assertThat(run("delete_queue", "example", "--if-empty"))
        .isEqualTo(
            new Run(
                "Deleting queue 'example' on vhost '/' if queue is empty ...\n",
                "Error:\nQueue is not empty\n",
                64));
    assertThat(run("delete_queue", "example", "-e", "-u").out())
        .isEqualTo(
            "Deleting queue 'example' on vhost '/' if queue is empty and if queue is unused ...\n");
    assertThat(api.changes())
        .containsExactly(
            "DELETE queues/%2F/example?if-empty=true&if-unused=false",
            "DELETE queues/%2F/example?if-empty=true&if-unused=true");
  }

  @Test
  void purgeQueue() {
    api.answer("DELETE queues/%2F/dead/contents", 204, "");
    assertThat(run("purge_queue", "dead"))
        .isEqualTo(new Run("Purging queue 'dead' in vhost '/' ...\n", "", 0));
    assertThat(run("purge_queue", "nosuch"))
        .isEqualTo(new Run("Purging queue 'nosuch' in vhost '/' ...\n", "Error:\nnot_found\n", 69));
  }

  @Test
  void listConsumers() {
    api.answer(
        "GET consumers/%2F",
        """
        [{"queue":{"name":"example","vhost":"/"},"channel_details":{"name":"a -> b (1)"},
          "consumer_tag":"ctag1","ack_required":true,"prefetch_count":3,"active":true,
          "arguments":{}}]
        """);
    assertThat(run("list_consumers").out())
        .isEqualTo(
            """
            Listing consumers in vhost / ...
            queue_name\tchannel_pid\tconsumer_tag\tack_required\tprefetch_count\tactive\targuments
            example\ta -> b (1)\tctag1\ttrue\t3\ttrue\t[]
            """);
  }
}
