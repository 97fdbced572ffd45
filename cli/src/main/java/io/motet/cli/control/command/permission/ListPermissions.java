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

/** Lists who may do what in a virtual host. */
public final class ListPermissions extends FixedListingCommand {
  @Override
  public Manual manual() {
    return Manual.of(
            "list_permissions",
            HelpSection.ACCESS_CONTROL,
            "Lists user permissions in a virtual host")
        .takes(0, "list_permissions [--vhost <vhost>] [--no-table-headers]")
        .with(CommonSwitches.TIMEOUT);
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Listing permissions for vhost \"" + call.virtualHost() + "\" ...");
  }

  @Override
  protected List<Column> columns() {
    return List.of(
        Column.field("user"),
        Column.field("configure"),
        Column.field("write"),
        Column.field("read"));
  }

  @Override
  protected List<Map<String, Object>> fetch(Call call) {
    return inVirtualHost(
        call, call.api().get(ApiPath.of("vhosts", call.virtualHost(), "permissions")));
  }
}
