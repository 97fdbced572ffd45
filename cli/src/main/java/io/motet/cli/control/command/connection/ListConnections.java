package io.motet.cli.control.command.connection;

import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Column;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.ListingCommand;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lists connections. What RabbitMQ calls a connection's pid is its name here, and close_connection
 * takes it.
 */
public final class ListConnections extends ListingCommand {
  /** Columns that are fields of the API's connection, by the same name. */
  private static final List<String> FIELDS =
      List.of(
          "name",
          "port",
          "host",
          "peer_port",
          "peer_host",
          "ssl",
          "ssl_protocol",
          "ssl_key_exchange",
          "ssl_cipher",
          "ssl_hash",
          "peer_cert_subject",
          "peer_cert_issuer",
          "peer_cert_validity",
          "channels",
          "auth_mechanism",
          "user",
          "vhost",
          "timeout",
          "frame_max",
          "channel_max",
          "client_properties",
          "recv_oct",
          "recv_cnt",
          "send_oct",
          "send_cnt",
          "send_pend",
          "connected_at");

  @Override
  public Manual manual() {
    return Manual.of("list_connections", HelpSection.MONITORING, "Lists connections of clients")
        .takes(0, Integer.MAX_VALUE, "list_connections [--no-table-headers] [<column> ...]")
        .with(CommonSwitches.TIMEOUT);
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Listing connections ...");
  }

  @Override
  protected List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    FIELDS.forEach(name -> columns.add(Column.field(name)));
    columns.add(Column.field("pid", "name"));
    columns.add(Column.atom("state"));
    columns.add(new Column("protocol", ListConnections::protocol));
    return columns;
  }

  @Override
  protected List<String> defaultColumns() {
    return List.of("user", "peer_host", "peer_port", "state");
  }

  @Override
  protected List<Map<String, Object>> fetch(Call call) {
    return Call.accepted(call.api().get("connections")).objects();
  }

  private static Term protocol(Map<String, Object> connection) {
    Object protocol = connection.get("protocol");
    if ("AMQP 0-9-1".equals(protocol)) {
      return Term.tuple(Term.whole(0), Term.whole(9), Term.whole(1));
    }
    return Term.ofJson(protocol);
  }
}
