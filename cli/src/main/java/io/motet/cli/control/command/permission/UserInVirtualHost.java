package io.motet.cli.control.command.permission;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.api.ApiResponse;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.CommandFailure;

/** Finds out which of the two a refused request lacked, since the API does not say. */
final class UserInVirtualHost {
  private UserInVirtualHost() {}

  /** Fails when the virtual host or the user is missing, or the request was refused otherwise. */
  static void accepted(Call call, ApiResponse response) {
    if (response.succeeded()) {
      return;
    }
    check(call);
    Call.accepted(response);
  }

  /** As {@link #accepted}, but there being nothing to delete is fine. */
  static void deleted(Call call, ApiResponse response) {
    if (response.notFound()) {
      check(call);
    } else {
      accepted(call, response);
    }
  }

  private static void check(Call call) {
    String virtualHost = call.virtualHost();
    String user = call.argument(0);
    if (call.api().get(ApiPath.of("vhosts", virtualHost)).notFound()) {
      throw CommandFailure.error(
          ExitCode.UNAVAILABLE, "Virtual host " + virtualHost + " does not exist");
    }
    if (call.api().get(ApiPath.of("users", user)).notFound()) {
      throw CommandFailure.error(ExitCode.NO_USER, "User " + user + " does not exist");
    }
  }
}
