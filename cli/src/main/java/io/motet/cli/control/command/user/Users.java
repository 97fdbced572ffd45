package io.motet.cli.control.command.user;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.api.ApiResponse;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.CommandFailure;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the user commands share. */
final class Users {
  private Users() {}

  static String path(String user) {
    return ApiPath.of("users", user);
  }

  /** The user as the API shows it; fails when there is none. */
  static Map<String, Object> find(Call call, String user) {
    ApiResponse response = call.api().get(path(user));
    if (response.notFound()) {
      throw missing(user);
    }
    return Call.accepted(response).object();
  }

  static CommandFailure missing(String user) {
    return CommandFailure.error(ExitCode.NO_USER, "User \"" + user + "\" does not exist");
  }

  /** A user's tags as the API takes them: one text, commas between. */
  static String tags(Map<String, Object> user) {
    Object tags = user.get("tags");
    if (tags instanceof List<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    return tags == null ? "" : tags.toString();
  }
}
