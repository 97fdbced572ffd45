package io.motet.cli.control.command.queue;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.api.ApiResponse;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.CommandFailure;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import java.util.List;

/** Drops the messages of a queue that no consumer holds. */
public final class PurgeQueue implements Command {
  @Override
  public Manual manual() {
    return Manual.of("purge_queue", HelpSection.QUEUES, "Removes all ready messages of a queue")
        .takes(1, "purge_queue <queue>")
        .with(CommonSwitches.TIMEOUT);
  }

  @Override
  public List<String> banner(Call call) {
    return List.of(
        String.format(
            "Purging queue '%s' in vhost '%s' ...", call.argument(0), call.virtualHost()));
  }

  @Override
  public Result run(Call call) {
    String path = ApiPath.of("queues", call.virtualHost(), call.argument(0), "contents");
    ApiResponse response = call.api().delete(path);
    if (response.notFound()) {
      throw CommandFailure.error(ExitCode.UNAVAILABLE, "not_found");
    }
    Call.accepted(response);
    return new Result.Done();
  }
}
