package io.motet.cli.control.command.queue;

import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Column;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.ListingCommand;
import io.motet.cli.control.command.Manual;
import java.util.List;
import java.util.Map;

/** Lists the consumers of a virtual host's queues. */
public final class ListConsumers extends ListingCommand {
  @Override
  public Manual manual() {
    return Manual.of(
            "list_consumers", HelpSection.MONITORING, "Lists all consumers in a virtual host")
        .takes(
            0,
            Integer.MAX_VALUE,
            "list_consumers [--vhost <vhost>] [--no-table-headers] [<column> ...]")
        .with(CommonSwitches.TIMEOUT);
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Listing consumers in vhost " + call.virtualHost() + " ...");
  }

  @Override
  protected List<Column> columns() {
    return List.of(
        Column.nested("queue_name", "queue", "name"),
        Column.nested("channel_pid", "channel_details", "name"),
        Column.field("consumer_tag"),
        Column.field("ack_required"),
        Column.field("prefetch_count"),
        Column.field("active"),
        Column.atom("activity_status"),
        Column.field("arguments"));
  }

  @Override
  protected List<String> defaultColumns() {
    return List.of(
        "queue_name",
        "channel_pid",
        "consumer_tag",
        "ack_required",
        "prefetch_count",
        "active",
        "arguments");
  }

  @Override
  protected List<Map<String, Object>> fetch(Call call) {
    return inVirtualHost(call, call.api().get(ApiPath.of("consumers", call.virtualHost())));
  }
}
