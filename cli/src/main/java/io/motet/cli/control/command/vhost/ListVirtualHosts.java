package io.motet.cli.control.command.vhost;

import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Column;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.ListingCommand;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.term.Term;
import java.util.List;
import java.util.Map;

/** Lists virtual hosts. */
public final class ListVirtualHosts extends ListingCommand {
  @Override
  public Manual manual() {
    return Manual.of("list_vhosts", HelpSection.ACCESS_CONTROL, "Lists virtual hosts")
        .takes(0, Integer.MAX_VALUE, "list_vhosts [--no-table-headers] [<column> ...]")
        .with(CommonSwitches.TIMEOUT);
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Listing vhosts ...");
  }

  @Override
  protected List<Column> columns() {
    return List.of(
        Column.field("name"),
        Column.field("description"),
        new Column("tags", ListVirtualHosts::tags),
        Column.atom("default_queue_type"),
        Column.field("tracing"),
        new Column("cluster_state", ListVirtualHosts::clusterState));
  }

  @Override
  protected List<String> defaultColumns() {
    return List.of("name");
  }

  @Override
  protected boolean streamed() {
    return false;
  }

  @Override
  protected List<Map<String, Object>> fetch(Call call) {
    return Call.accepted(call.api().get("vhosts")).objects();
  }

  private static Term tags(Map<String, Object> virtualHost) {
    return virtualHost.get("tags") instanceof List<?> tags ? Term.atoms(tags) : Term.NOTHING;
  }

  private static Term clusterState(Map<String, Object> virtualHost) {
    if (!(virtualHost.get("cluster_state") instanceof Map<?, ?> states)) {
      return Term.NOTHING;
    }
    return new Term.Items(
        states.entrySet().stream()
            .map(
                state ->
                    Term.tuple(
                        Term.atom(String.valueOf(state.getKey())),
                        Term.atom(String.valueOf(state.getValue()))))
            .toList());
  }
}
