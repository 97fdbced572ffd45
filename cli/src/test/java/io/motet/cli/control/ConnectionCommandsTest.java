package io.motet.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionCommandsTest extends MotetctlTest {
  private static final String CONNECTIONS =
      """
      [{"name":"127.0.0.1:39748 -> 127.0.0.1:5672","user":"guest","vhost":"/",
        "protocol":"AMQP 0-9-1","channels":1,"state":"running","peer_host":"127.0.0.1",
        "peer_port":39748,"ssl":false,
        "client_properties":{"product":"pika","capabilities":{"basic.nack":true}}}]
      """;

  @Test
  void listConnections() {
    api.answer("GET connections", CONNECTIONS);
    assertThat(run("list_connections").out())
        .isEqualTo(
            """
            Listing connections ...
            user\tpeer_host\tpeer_port\tstate
            guest\t127.0.0.1\t39748\trunning
            """);
    assertThat(run("list_connections", "-s", "pid", "protocol", "ssl", "client_properties").out())
        .isEqualTo(
            "127.0.0.1:39748 -> 127.0.0.1:5672\t{0,9,1}\tfalse\t"
                + "[{\"product\",\"pika\"},{\"capabilities\",[{\"basic.nack\",true}]}]\n");
  }

  @Test
  void noConnectionsPrintNoHeader() {
    api.answer("GET connections", "[]");
    assertThat(run("list_connections").out()).isEqualTo("Listing connections ...\n");
  }

  @Test
  void listChannels() {
    api.answer(
        "GET channels",
        """
        [{"name":"a -> b (1)","number":1,"user":"guest","vhost":"/","consumer_count":0,
          "messages_unacknowledged":430,"connection_details":{"name":"a -> b"}}]
        """);
    assertThat(run("list_channels").out())
        .isEqualTo(
            """
            Listing channels ...
            pid\tuser\tconsumer_count\tmessages_unacknowledged
            a -> b (1)\tguest\t0\t430
            """);
    assertThat(run("list_channels", "-s", "connection", "number").out()).isEqualTo("a -> b\t1\n");
  }

  @Test
  void closeConnection() {
    api.answer("DELETE connections/a%20-%3E%20b", 204, "");
    assertThat(run("close_connection", "a -> b", "bye"))
        .isEqualTo(new Run("Closing connection a -> b, reason: bye...\n", "", 0));
    assertThat(api.changes()).containsExactly("DELETE connections/a%20-%3E%20b X-Reason=bye");
    assertThat(run("close_connection", "gone", "bye").exitCode()).isEqualTo(69);
  }

  @Test
  void closeAllConnections() {
    api.answer("GET vhosts/test/connections", CONNECTIONS);
    assertThat(run("close_all_connections", "-p", "test", "bye").out())
        .isEqualTo("Closing all connections in vhost test, reason: bye...\nClosed 1 connections\n");
    assertThat(api.changes()).hasSize(1);
  }
}
