package io.motet.cli.control.command.permission;

import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Column;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.FixedListingCommand;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import java.util.List;
import java.util.Map;

/** Lists topic permissions in a virtual host. */
public final class ListTopicPermissions extends FixedListingCommand {
  @Override
  public Manual manual() {
    return Manual.of(
            "list_topic_permissions",
            HelpSection.ACCESS_CONTROL,
            "Lists topic permissions in a virtual host")
        .takes(0, "list_topic_permissions [--vhost <vhost>] [--no-table-headers]")
        .with(CommonSwitches.TIMEOUT);
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Listing topic permissions for vhost \"" + call.virtualHost() + "\" ...");
  }

  @Override
  protected List<Column> columns() {
    return List.of(
        Column.field("user"),
        Column.field("exchange"),
        Column.field("write"),
        Column.field("read"));
  }

  @Override
  protected List<Map<String, Object>> fetch(Call call) {
    return inVirtualHost(
        call, call.api().get(ApiPath.of("vhosts", call.virtualHost(), "topic-permissions")));
  }
}
