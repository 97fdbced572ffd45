package io.motet.cli.control.command.connection;

import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Column;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.ListingCommand;
import io.motet.cli.control.command.Manual;
import java.util.List;
import java.util.Map;

/** Lists channels. What RabbitMQ calls a channel's pid is its name here. */
public final class ListChannels extends ListingCommand {
  @Override
  public Manual manual() {
    return Manual.of("list_channels", HelpSection.MONITORING, "Lists all channels")
        .takes(0, Integer.MAX_VALUE, "list_channels [--no-table-headers] [<column> ...]")
        .with(CommonSwitches.TIMEOUT);
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Listing channels ...");
  }

  @Override
  protected List<Column> columns() {
    return List.of(
        Column.field("pid", "name"),
        Column.nested("connection", "connection_details", "name"),
        Column.field("name"),
        Column.field("number"),
        Column.field("user"),
        Column.field("vhost"),
        Column.field("transactional"),
        Column.field("confirm"),
        Column.field("consumer_count"),
        Column.field("messages_unacknowledged"),
        Column.field("messages_uncommitted"),
        Column.field("acks_uncommitted"),
        Column.field("messages_unconfirmed"),
        Column.field("prefetch_count"),
        Column.field("global_prefetch_count"));
  }

  @Override
  protected List<String> defaultColumns() {
    return List.of("pid", "user", "consumer_count", "messages_unacknowledged");
  }

  @Override
  protected List<Map<String, Object>> fetch(Call call) {
    return Call.accepted(call.api().get("channels")).objects();
  }
}
