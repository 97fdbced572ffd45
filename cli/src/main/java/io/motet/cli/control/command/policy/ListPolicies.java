package io.motet.cli.control.command.policy;

import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.api.Json;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Column;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.FixedListingCommand;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.term.Term;
import java.util.List;
import java.util.Map;

/** Lists the policies of a virtual host. */
public final class ListPolicies extends FixedListingCommand {
  @Override
  public Manual manual() {
    return Manual.of("list_policies", HelpSection.POLICIES, "Lists all policies in a virtual host")
        .takes(0, "list_policies [--vhost <vhost>] [--no-table-headers]")
        .with(CommonSwitches.TIMEOUT);
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Listing policies for vhost \"" + call.virtualHost() + "\" ...");
  }

  @Override
  protected List<Column> columns() {
    return List.of(
        Column.field("vhost"),
        Column.field("name"),
        Column.field("pattern"),
        Column.field("apply-to"),
        new Column("definition", policy -> Term.text(Json.write(policy.get("definition")))),
        Column.field("priority"));
  }

  @Override
  protected List<Map<String, Object>> fetch(Call call) {
    return inVirtualHost(call, call.api().get(ApiPath.of("policies", call.virtualHost())));
  }
}
