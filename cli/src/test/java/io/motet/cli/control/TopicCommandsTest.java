package io.motet.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicCommandsTest extends MotetctlTest {
  @BeforeEach
  void topicsAndGroups() {
    api.answer(
        "GET motet/topics/%2F",
        """
        [{"name":"orders","vhost":"/","id":"7b","internal":false,"partitions":2,"messages":5,
          "message_bytes":400,"configs":{"cleanup.policy":"compact"}}]
        """);
    api.answer(
        "GET motet/groups/%2F",
        """
        [{"name":"billing","vhost":"/","type":"classic","state":"Stable","assignor":"range",
          "members":2,"partitions":1}]
        """);
    api.answer(
        "GET motet/groups/%2F/billing",
        """
        {"name":"billing","partition_details":[
          {"topic":"orders","partition":0,"current_offset":3,"log_end_offset":5,"lag":2,
           "member_id":"c-1","host":"/127.0.0.1","client_id":"c"},
          {"topic":"orders","partition":1,"current_offset":null,"log_end_offset":0,"lag":null,
           "member_id":null,"host":null,"client_id":null}],
         "member_details":[
          {"member_id":"c-1","host":"/127.0.0.1","client_id":"c","assigned":{"orders":[0]}},
          {"member_id":"d-2","host":"/127.0.0.1","client_id":"d","assigned":{}}]}
        """);
    api.answer(
        "POST motet/groups/%2F/billing/offsets",
        """
        [{"topic":"orders","partition":0,"previous_offset":3,"new_offset":0}]
        """);
  }

  @Test
  void topics() {
    assertThat(run("list_topics"))
        .isEqualTo(new Run("Listing topics for vhost / ...\nname\tpartitions\norders\t2\n", "", 0));
    assertThat(run("list_topics", "-s", "name,messages", "configs").out())
        .isEqualTo("orders\t5\t[{\"cleanup.policy\",\"compact\"}]\n");
    assertThat(run("list_topics", "--formatter", "json").out())
        .isEqualTo("[\n{\"name\":\"orders\",\"partitions\":2}\n]\n");
  }

  @Test
  void groups() {
    assertThat(run("list_groups"))
        .isEqualTo(
            new Run(
                """
                Listing groups for vhost / ...
                name\ttype\tstate\tmembers
                billing\tclassic\tStable\t2
                """,
                "",
                0));
  }

  @Test
  void aVirtualHostOrColumnThatIsNotThereFails() {
    assertThat(run("list_topics", "-p", "nope").exitCode()).isEqualTo(69);
    assertThat(run("list_groups", "-p", "nope").err())
        .isEqualTo("Error:\nVirtual host nope does not exist\n");
    assertThat(run("list_groups", "colour").exitCode()).isEqualTo(64);
  }

  @Test
  void aGroupWithItsLagAndIdleMembers() {
    assertThat(run("describe_group", "billing"))
        .isEqualTo(
            new Run(
                """
                Describing group billing in vhost / ...
                topic\tpartition\tcurrent_offset\tlog_end_offset\tlag\tmember_id\thost\tclient_id
                orders\t0\t3\t5\t2\tc-1\t/127.0.0.1\tc
                orders\t1\t\t0\t\t\t\t
                \t\t\t\t\td-2\t/127.0.0.1\td
                """,
                "",
                0));
  }

  @Test
  void aGroupThatIsNotThere() {
    String error = "Error:\nGroup 'nosuch' does not exist in vhost '/'\n";
    assertThat(run("-q", "describe_group", "nosuch")).isEqualTo(new Run("", error, 65));
    assertThat(run("-q", "reset_offsets", "nosuch", "--to-latest"))
        .isEqualTo(new Run("", error, 65));
  }

  @Test
  void offsetsAreReset() {
    assertThat(run("reset_offsets", "billing", "--to-earliest"))
        .isEqualTo(
            new Run(
                """
                Resetting offsets of group billing in vhost / ...
                topic\tpartition\tprevious_offset\tnew_offset
                orders\t0\t3\t0
                """,
                "",
                0));
    run("reset_offsets", "billing", "--shift-by", "-2", "--topic", "orders", "--preview");
    run("reset_offsets", "billing", "--to-offset=9", "--topic", "orders", "--partition", "1");
    run("reset_offsets", "billing", "--to-datetime", "2026-01-02T03:04:05");
    run("reset_offsets", "billing", "--to-datetime", "2026-01-02T03:04:05+01:00");
    String path = "POST motet/groups/%2F/billing/offsets ";
    assertThat(api.changes())
        .containsExactly(
            path + "{\"to\":\"earliest\"}",
            path + "{\"to\":\"shift\",\"value\":-2,\"topic\":\"orders\",\"preview\":true}",
            path + "{\"to\":\"offset\",\"value\":9,\"topic\":\"orders\",\"partition\":1}",
            path + "{\"to\":\"timestamp\",\"value\":1767323045000}",
            path + "{\"to\":\"timestamp\",\"value\":1767319445000}");
  }

  @Test
  void aTargetMustBeGivenOnce() {
    assertThat(run("reset_offsets", "billing").exitCode()).isEqualTo(64);
    assertThat(run("reset_offsets", "billing", "--to-latest", "--to-earliest").err())
        .startsWith("Error (argument validation): one of --to-earliest, ");
    assertThat(run("reset_offsets", "billing", "--to-offset", "x").err())
        .contains("--to-offset is not a number: x");
    assertThat(run("reset_offsets", "billing", "--to-datetime", "noon").exitCode()).isEqualTo(64);
    assertThat(run("reset_offsets", "billing", "--to-latest", "--partition", "1").exitCode())
        .isEqualTo(64);
    assertThat(api.changes()).isEmpty();
  }

  @Test
  void aRefusalIsShown() {
    api.answer(
        "POST motet/groups/%2F/billing/offsets",
        400, "{\"error\":\"bad_request\",\"reason\":\"the group has members\"}");
    assertThat(run("-q", "reset_offsets", "billing", "--to-latest"))
        .isEqualTo(new Run("", "Error:\nthe group has members\n", 69));
  }
}
