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
import io.motet.cli.control.option.Switch;
import java.util.ArrayList;
import java.util.List;

/** Deletes a queue with its messages, on conditions if wanted. */
public final class DeleteQueue implements Command {
  private static final String IF_EMPTY = "if-empty";
  private static final String IF_UNUSED = "if-unused";

  @Override
  public Manual manual() {
    return Manual.of("delete_queue", HelpSection.QUEUES, "Deletes a queue")
        .takes(1, "delete_queue [--vhost <vhost>] <queue_name> [--if-empty|-e] [--if-unused|-u]")
        .with(
            Switch.flag(IF_EMPTY).or('e'), Switch.flag(IF_UNUSED).or('u'), CommonSwitches.TIMEOUT);
  }

  @Override
  public String objection(Call call) {
    return call.argument(0).isEmpty() ? "Bad argument: queue name cannot be an empty string" : null;
  }

  @Override
  public List<String> banner(Call call) {
    List<String> conditions = new ArrayList<>();
    if (call.line().flag(IF_EMPTY)) {
      conditions.add("if queue is empty ");
    }
    if (call.line().flag(IF_UNUSED)) {
      conditions.add("if queue is unused ");
    }
    return List.of(
        String.format(
            "Deleting queue '%s' on vhost '%s' %s...",
            call.argument(0), call.virtualHost(), String.join("and ", conditions)));
  }

  @Override
  public Result run(Call call) {
    String path = ApiPath.of("queues", call.virtualHost(), call.argument(0));
    ApiResponse before = call.api().get(path);
    ApiResponse response = call.api().delete(path + conditions(call));
    if (response.notFound()) {
      throw CommandFailure.error(ExitCode.USAGE, "Queue not found");
    }
    if (response.status() == 400) {
      throw CommandFailure.error(ExitCode.USAGE, refusal(response.reason()));
    }
    Call.accepted(response);
    Object ready = before.object().getOrDefault("messages_ready", 0L);
    return new Result.Text("Queue was successfully deleted with " + ready + " ready messages");
  }

  private static String conditions(Call call) {
    return "?if-empty=" + call.line().flag(IF_EMPTY) + "&if-unused=" + call.line().flag(IF_UNUSED);
  }

  private static String refusal(String reason) {
    if (reason.contains("not empty")) {
      return "Queue is not empty";
    }
    return reason.contains("in use") ? "Queue is in use" : reason;
  }
}
