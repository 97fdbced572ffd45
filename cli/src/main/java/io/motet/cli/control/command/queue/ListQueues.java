package io.motet.cli.control.command.queue;

import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Column;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.ListingCommand;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.option.Switch;
import io.motet.cli.control.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists the queues of a virtual host. */
public final class ListQueues extends ListingCommand {
  private static final int TIMEOUT_MILLIS = 60_000;

  /** Columns that are fields of the API's queue, by the same name. */
  private static final List<String> FIELDS =
      List.of(
          "name",
          "durable",
          "auto_delete",
          "arguments",
          "policy",
          "operator_policy",
          "effective_policy_definition",
          "exclusive",
          "exclusive_consumer_tag",
          "messages_ready",
          "messages_unacknowledged",
          "messages",
          "messages_ready_ram",
          "messages_unacknowledged_ram",
          "messages_ram",
          "messages_persistent",
          "message_bytes",
          "message_bytes_ready",
          "message_bytes_unacknowledged",
          "message_bytes_ram",
          "message_bytes_persistent",
          "head_message_timestamp",
          "disk_reads",
          "disk_writes",
          "consumers",
          "consumer_utilisation",
          "consumer_capacity",
          "memory");

  /** Erlang processes and replicas, which one JVM does not have. */
  private static final List<String> ABSENT =
      List.of(
          "pid",
          "owner_pid",
          "exclusive_consumer_pid",
          "slave_pids",
          "synchronised_slave_pids",
          "mirror_pids",
          "synchronised_mirror_pids",
          "leader",
          "members",
          "online");

  @Override
  public Manual manual() {
    return Manual.of("list_queues", HelpSection.MONITORING, "Lists queues and their properties")
        .takes(
            0,
            Integer.MAX_VALUE,
            "list_queues [--vhost <vhost>] [--online] [--offline] [--local] [--no-table-headers]"
                + " [<column>, ...]")
        .with(
            Switch.flag("online"),
            Switch.flag("offline"),
            Switch.flag("local"),
            CommonSwitches.TIMEOUT);
  }

  @Override
  public int defaultTimeoutMillis() {
    return TIMEOUT_MILLIS;
  }

  @Override
  public List<String> banner(Call call) {
    return List.of(
        "Timeout: " + call.timeoutMillis() / 1000.0 + " seconds ...",
        "Listing queues for vhost " + call.virtualHost() + " ...");
  }

  @Override
  protected List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    FIELDS.forEach(name -> columns.add(Column.field(name)));
    ABSENT.forEach(name -> columns.add(Column.empty(name)));
    columns.add(Column.atom("state"));
    columns.add(new Column("type", queue -> type(queue)));
    return columns;
  }

  @Override
  protected List<String> defaultColumns() {
    return List.of("name", "messages");
  }

  @Override
  protected List<Map<String, Object>> fetch(Call call) {
    List<Map<String, Object>> queues =
        inVirtualHost(call, call.api().get(ApiPath.of("queues", call.virtualHost())));
    boolean offlineOnly = call.line().flag("offline") && !call.line().flag("online");
    return offlineOnly ? List.of() : queues;
  }

  private static Term type(Map<String, Object> queue) {
    Object type = queue.get("type");
    return Term.atom(type == null ? "classic" : type.toString());
  }
}
