package io.motet.cli.control.command.vhost;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.api.ApiResponse;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.CommandFailure;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import java.util.List;

/** Deletes a virtual host with all that is in it. */
public final class DeleteVirtualHost implements Command {
  @Override
  public Manual manual() {
    return Manual.of("delete_vhost", HelpSection.VIRTUAL_HOSTS, "Deletes a virtual host")
        .takes(1, "delete_vhost <vhost>");
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Deleting vhost \"" + call.argument(0) + "\" ...");
  }

  @Override
  public Result run(Call call) {
    ApiResponse response = call.api().delete(ApiPath.of("vhosts", call.argument(0)));
    if (response.notFound()) {
      throw CommandFailure.plain(
          ExitCode.DATA_ERROR, "Virtual host '" + call.argument(0) + "' does not exist");
    }
    Call.accepted(response);
    return new Result.Done();
  }
}
