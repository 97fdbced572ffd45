package io.motet.cli.control.command.user;

import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Column;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.FixedListingCommand;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.term.Term;
import java.util.List;
import java.util.Map;

/** Lists users and their tags. */
public final class ListUsers extends FixedListingCommand {
  @Override
  public Manual manual() {
    return Manual.of("list_users", HelpSection.USERS, "List user names and tags")
        .takes(0, "list_users [--no-table-headers]")
        .with(CommonSwitches.TIMEOUT);
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Listing users ...");
  }

  @Override
  protected List<Column> columns() {
    return List.of(Column.field("user", "name"), new Column("tags", ListUsers::tags));
  }

  @Override
  protected List<Map<String, Object>> fetch(Call call) {
    return Call.accepted(call.api().get("users")).objects();
  }

  /** Newer servers answer a list, older ones a text with commas. */
  private static Term tags(Map<String, Object> user) {
    String tags = Users.tags(user);
    return Term.atoms(tags.isEmpty() ? List.of() : List.of(tags.split(",")));
  }
}
