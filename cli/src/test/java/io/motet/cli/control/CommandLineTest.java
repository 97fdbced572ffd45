package io.motet.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Wrong command lines, and brokers that are not there: texts on stderr and exit codes. */
class CommandLineTest extends MotetctlTest {
  @Test
  void tooFewArguments() {
    Run run = run("add_user");
    assertThat(run.exitCode()).isEqualTo(64);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            escapes(
                """
                Error (argument validation): not enough arguments.
                Arguments given:
                \tadd_user

                ^[[1mUsage^[[0m

                motetctl [--node <node>] [--longnames] [--quiet] add_user <username> <password>
                """));
  }

  @Test
  void tooManyArguments() {
    Run run = run("add_user", "a", "b", "c");
    assertThat(run.exitCode()).isEqualTo(64);
    assertThat(run.err())
        .startsWith(
            "Error (argument validation): too many arguments.\nArguments given:\n\tadd_user a b c\n");
  }

  @Test
  void anUnknownOption() {
    Run run = run("list_queues", "--bogus-opt");
    assertThat(run.exitCode()).isEqualTo(64);
    assertThat(run.err())
        .startsWith(
            """
            Error (argument validation): Invalid options for this command:
            --bogus-opt :\s
            Arguments given:
            \tlist_queues --bogus-opt

            """)
        .endsWith(
            "list_queues [--vhost <vhost>] [--online] [--offline] [--local] [--no-table-headers]"
                + " [<column>, ...] [--timeout <timeout>]\n");
  }

  @Test
  void anUnknownColumn() {
    Run run = run("list_queues", "bogus_column");
    assertThat(run.exitCode()).isEqualTo(64);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith(
            "Error (argument validation): Info key(s) bogus_column are not supported\n"
                + "Arguments given:\n\tlist_queues bogus_column\n");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void anUnknownFormat() {
    Run run = run("list_users", "--formatter", "bogus");
    assertThat(run.exitCode()).isEqualTo(64);
    assertThat(run.err()).contains("the requested formatter is not supported by this command");
  }

  @Test
  void anUnknownCommandListsAll() {
    Run run = run("bogus_command");
    assertThat(run.exitCode()).isEqualTo(64);
    assertThat(run.err())
        .startsWith("\nCommand 'bogus_command' not found. \n")
        .contains("Available commands:", "list_queues", "add_user");
  }

  @Test
  void aTypingErrorIsGuessed() {
    Run run = run("list_queue");
    assertThat(run.exitCode()).isEqualTo(64);
    assertThat(run.err())
        .isEqualTo("\nCommand 'list_queue' not found. \nDid you mean 'list_queues'? \n\n");
  }

  @Test
  void noCommandIsMisuseButHelpIsNot() {
    assertThat(run().exitCode()).isEqualTo(64);
    assertThat(run("--help").exitCode()).isZero();
    assertThat(run("help").out()).contains("Available commands:");
    assertThat(run("help", "list_users").out()).contains("list_users [--no-table-headers]");
    assertThat(run("list_users", "--help").out()).isEqualTo(run("help", "list_users").out());
  }

  @Test
  void rabbitmqctlsOwnOptionsAreAccepted() {
    api.answer("GET users", "[]");
    assertThat(run("-n", "rabbit@host", "--longnames", "list_users", "-t", "5").exitCode())
        .isZero();
  }

  @Test
  void aBrokerThatIsDown() {
    Run run = run(Map.of("MOTET_URL", "http://127.0.0.1:1"), "list_users");
    assertThat(run.exitCode()).isEqualTo(69);
    assertThat(run.err())
        .startsWith("Error: unable to perform an operation on node 'http://127.0.0.1:1'.")
        .contains("attempted to contact: http://127.0.0.1:1");
  }

  @Test
  void optionsWinOverTheEnvironment() {
    api.answer("GET users", "[]");
    Map<String, String> environment = Map.of("MOTET_URL", "http://127.0.0.1:1");
    assertThat(run(environment, "list_users", "--url", api.url()).exitCode()).isZero();
  }

  @Test
  void anAddressThatIsNone() {
    Run run = run("list_users", "--url", "nonsense");
    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.err()).contains("'nonsense' is not the address of an HTTP API");
  }

  @Test
  void aRefusalShowsTheServersReason() {
    api.answer(
        "GET users", 401, "{\"error\":\"not_authorised\",\"reason\":\"Not administrator user\"}");
    assertThat(run("list_users"))
        .isEqualTo(new Run("Listing users ...\n", "Error:\nNot administrator user\n", 69));
  }
}
