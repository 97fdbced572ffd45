package io.motet.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeCommandsTest extends MotetctlTest {
  private static final Map<String, String> NOBODY = Map.of("MOTET_URL", "http://127.0.0.1:1");

  @BeforeEach
  void node() {
    api.answer(
        "GET overview",
        """
        {"node":"motet@vm","cluster_name":"motet@vm","rabbitmq_version":"3.13.7",
         "object_totals":{"connections":2,"queues":6},
         "listeners":[{"node":"motet@vm","protocol":"amqp","ip_address":"::","port":5672}]}
        """);
    api.answer(
        "GET nodes/motet%40vm",
        """
        {"os_pid":"11368","uptime":306000,"mem_used":163600000,"mem_limit":10110600000,
         "mem_alarm":true,"fd_used":12,"fd_total":19903,"sockets_used":2,"sockets_total":17910,
         "disk_free":78619900000,"disk_free_limit":50000000,"config_files":["/etc/motet.conf"]}
        """);
    api.answer("GET vhosts", "[{\"name\":\"/\"}]");
    api.answer("GET whoami", "{\"name\":\"guest\"}");
  }

  @Test
  void status() {
    Run run = run("status");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith(
            "Status of node motet@vm ...\n" + escapes("^[[1mRuntime^[[0m\n\nOS PID: 11368\n"))
        .contains(
            "Uptime (seconds): 306\n",
            "Memory alarm on node motet@vm\n",
            "Total memory used: 0.1636 gb\n",
            "Total: 12, limit: 19903\nSockets: 2, limit: 17910\n",
            "Low free disk space watermark: 0.05 gb\nFree disk space: 78.6199 gb\n",
            "Connection count: 2\nQueue count: 6\nVirtual host count: 1\n")
        .endsWith("Interface: [::], port: 5672, protocol: amqp, purpose: AMQP 0-9-1\n");
  }

  @Test
  void statusInJsonAndInOtherUnits() {
    assertThat(run("status", "--formatter", "json").out())
        .contains("\"pid\":\"11368\"", "\"virtual_host_count\":1", "\"total_limit\":19903");
    assertThat(run("status", "--unit", "mb").out()).contains("Total memory used: 163.6 mb\n");
    assertThat(run("status", "--unit", "ells").exitCode()).isEqualTo(64);
  }

  @Test
  void clusterStatus() {
    assertThat(run("cluster_status").out())
        .contains(escapes("^[[1mRunning Nodes^[[0m\n\nmotet@vm\n"), "Network Partitions");
  }

  @Test
  void ping() {
    assertThat(run("-q", "ping")).isEqualTo(new Run("Ping succeeded\n", "", 0));
    assertThat(run("ping").out()).startsWith("Will ping motet@vm. ").contains("60000 ms.\n");
    assertThat(run(NOBODY, "ping").exitCode()).isEqualTo(69);
  }

  @Test
  void awaitStartup() {
    assertThat(run("await_startup")).isEqualTo(new Run("", "", 0));
    assertThat(run(NOBODY, "await_startup", "-t", "0").exitCode()).isEqualTo(75);
  }

  @Test
  void stop() {
    api.answer("POST motet/stop", 204, "");
    assertThat(run("stop").out()).isEqualTo("Stopping and halting node motet@vm ...\n");
    assertThat(api.changes()).hasSize(1);
    assertThat(run(NOBODY, "stop").exitCode()).isEqualTo(69);
    assertThat(run(NOBODY, "stop", "--idempotent").exitCode()).isZero();
  }

  @Test
  void versionAsksNobody() {
    Run run = run(NOBODY, "version");
    assertThat(run.out()).matches("\\d+\\.\\d+\\.\\d+.*\n");
    assertThat(run(NOBODY, "--version")).isEqualTo(run);
  }
}
