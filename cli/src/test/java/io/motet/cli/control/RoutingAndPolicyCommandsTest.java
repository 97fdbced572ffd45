package io.motet.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoutingAndPolicyCommandsTest extends MotetctlTest {
  @Test
  void listExchanges() {
    api.answer(
        "GET exchanges/%2F",
        """
        [{"name":"","type":"direct","durable":true,"auto_delete":false,"internal":false,
          "arguments":{}},
         {"name":"amq.topic","type":"topic","durable":true,"auto_delete":false,"internal":false,
          "arguments":{}}]
        """);
    assertThat(run("list_exchanges").out())
        .isEqualTo(
            """
            Listing exchanges for vhost / ...
            name\ttype
            \tdirect
            amq.topic\ttopic
            """);
    assertThat(run("list_exchanges", "-s", "name", "internal", "arguments", "policy").out())
        .isEqualTo("\tfalse\t[]\t\namq.topic\tfalse\t[]\t\n");
  }

  @Test
  void listBindings() {
    api.answer(
        "GET bindings/%2F",
        """
        [{"source":"email","vhost":"/","destination":"example","destination_type":"queue",
          "routing_key":"other","arguments":{"k":1}}]
        """);
    assertThat(run("list_bindings").out())
        .isEqualTo(
            """
            Listing bindings for vhost /...
            source_name\tsource_kind\tdestination_name\tdestination_kind\trouting_key\targuments
            email\texchange\texample\tqueue\tother\t[{"k",1}]
            """);
  }

  @Test
  void setPolicy() {
    api.answer("PUT policies/%2F/ttl", 201, "");
    assertThat(
            run(
                    "set_policy",
                    "ttl",
                    "^t\\.",
                    "{\"message-ttl\":60000}",
                    "--priority",
                    "1",
                    "--apply-to",
                    "queues")
                .out())
        .isEqualTo(
            "Setting policy \"ttl\" for pattern \"^t\\.\" to \"{\"message-ttl\":60000}\" with"
                + " priority \"1\" for vhost \"/\" ...\n");
    assertThat(api.changes().get(0))
        .contains("\"definition\":{\"message-ttl\":60000}", "\"priority\":1", "\"queues\"");
  }

  @Test
  void aDefinitionThatIsNoJson() {
    assertThat(run("set_policy", "p", ".*", "nonsense").exitCode()).isEqualTo(69);
    assertThat(api.changes()).isEmpty();
  }

  @Test
  void listAndClearPolicies() {
    api.answer(
        "GET policies/%2F",
        """
        [{"vhost":"/","name":"ttl","pattern":"^t","apply-to":"queues",
          "definition":{"message-ttl":60000},"priority":1}]
        """);
    api.answer("DELETE policies/%2F/ttl", 204, "");
    assertThat(run("list_policies").out())
        .isEqualTo(
            """
            Listing policies for vhost "/" ...
            vhost\tname\tpattern\tapply-to\tdefinition\tpriority
            /\tttl\t^t\tqueues\t{"message-ttl":60000}\t1
            """);
    assertThat(run("clear_policy", "ttl").out())
        .isEqualTo("Clearing policy \"ttl\" on vhost \"/\" ...\n");
    assertThat(run("clear_policy", "none").exitCode()).isEqualTo(69);
  }
}
