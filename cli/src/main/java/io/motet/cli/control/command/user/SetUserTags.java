package io.motet.cli.control.command.user;

import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Replaces a user's tags; the password stays. */
public final class SetUserTags implements Command {
  @Override
  public Manual manual() {
    return Manual.of("set_user_tags", HelpSection.USERS, "Replaces a user's tags")
        .takes(1, Integer.MAX_VALUE, "set_user_tags <username> <tag> [...]");
  }

  @Override
  public List<String> banner(Call call) {
    String tags = String.join(", ", tags(call));
    return List.of("Setting tags for user \"" + call.argument(0) + "\" to [" + tags + "] ...");
  }

  @Override
  public Result run(Call call) {
    Map<String, Object> user = Users.find(call, call.argument(0));
    Map<String, Object> body = new HashMap<>();
    body.put("password_hash", user.get("password_hash"));
    body.put("hashing_algorithm", user.get("hashing_algorithm"));
    body.put("tags", String.join(",", tags(call)));
    Call.accepted(call.api().put(Users.path(call.argument(0)), body));
    return new Result.Done();
  }

  private static List<String> tags(Call call) {
    return call.arguments().subList(1, call.arguments().size());
  }
}
