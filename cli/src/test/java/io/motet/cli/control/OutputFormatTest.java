package io.motet.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each format, byte for byte as rabbitmqctl 3.10.8 printed the same three users. */
class OutputFormatTest extends MotetctlTest {
  @BeforeEach
  void users() {
    api.answer(
        "GET users",
        """
        [{"name":"admin","tags":["administrator"]},
         {"name":"rabbit","tags":[]},
         {"name":"guest","tags":["administrator"]}]
        """);
    api.answer("GET overview", "{\"node\":\"ops@localhost\"}");
  }

  @Test
  void table() {
    String expected =
        """
        Listing users ...
        user\ttags
        admin\t[administrator]
        rabbit\t[]
        guest\t[administrator]
        """;
    assertThat(run("list_users")).isEqualTo(new Run(expected, "", 0));
    assertThat(run("list_users", "--formatter", "table").out()).isEqualTo(expected);
  }

  @Test
  void quietLeavesTheBannerOut() {
    String expected =
        """
        user\ttags
        admin\t[administrator]
        rabbit\t[]
        guest\t[administrator]
        """;
    assertThat(run("list_users", "--quiet").out()).isEqualTo(expected);
    assertThat(run("-q", "list_users").out()).isEqualTo(expected);
  }

  @Test
  void silentLeavesTheHeaderOutToo() {
    String expected =
        """
        admin\t[administrator]
        rabbit\t[]
        guest\t[administrator]
        """;
    assertThat(run("list_users", "-s").out()).isEqualTo(expected);
    assertThat(run("list_users", "-q", "--no-table-headers").out()).isEqualTo(expected);
  }

  @Test
  void json() {
    assertThat(run("list_users", "--formatter", "json").out())
        .isEqualTo(
            """
            [
            {"user":"admin","tags":["administrator"]}
            ,{"user":"rabbit","tags":[]}
            ,{"user":"guest","tags":["administrator"]}
            ]
            """);
  }

  @Test
  void csv() {
    assertThat(run("list_users", "--formatter=csv").out())
        .isEqualTo(
            """
            "user","tags"
            "admin","[administrator]"
            "rabbit","[]"
            "guest","[administrator]"
            """);
  }

  @Test
  void prettyTable() {
    assertThat(run("list_users", "--formatter", "pretty_table").out())
        .isEqualTo(
            escapes(
                """
                Listing users ...
                ^[(0lqqqqqqqqwqqqqqqqqqqqqqqqk^[(B
                ^[(0x^[(B ^[[1muser^[[0m   ^[(0x^[(B ^[[1mtags^[[0m          ^[(0x^[(B
                ^[(0tqqqqqqqqnqqqqqqqqqqqqqqqu^[(B
                ^[(0x^[(B admin  ^[(0x^[(B administrator ^[(0x^[(B
                ^[(0tqqqqqqqqnqqqqqqqqqqqqqqqu^[(B
                ^[(0x^[(B rabbit ^[(0x^[(B               ^[(0x^[(B
                ^[(0tqqqqqqqqnqqqqqqqqqqqqqqqu^[(B
                ^[(0x^[(B guest  ^[(0x^[(B administrator ^[(0x^[(B
                ^[(0mqqqqqqqqvqqqqqqqqqqqqqqqj^[(B
                """));
  }

  @Test
  void erlang() {
    assertThat(run("list_users", "--formatter", "erlang").out())
        .isEqualTo(
            """
            Listing users ...
            [[{user,<<"admin">>},{tags,[administrator]}],
             [{user,<<"rabbit">>},{tags,[]}],
             [{user,<<"guest">>},{tags,[administrator]}]]
            """);
  }

  @Test
  void aCommandWithNothingToTellSaysSoInJson() {
    api.answer("PUT vhosts/v", 201, "");
    assertThat(run("add_vhost", "v", "--formatter", "json").out())
        .isEqualTo("{\"node\":\"ops@localhost\",\"result\":\"ok\"}\n");
  }
}
