package io.motet.cli.control.command.topic;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.api.ApiResponse;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Column;
import io.motet.cli.control.command.CommandFailure;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.FixedListingCommand;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.option.Switch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Has a group without members go on somewhere else, and shows where. */
public final class ResetOffsets extends FixedListingCommand {
  private static final String TOPIC = "topic";
  private static final String PARTITION = "partition";
  private static final String PREVIEW = "preview";

  @Override
  public Manual manual() {
    return Manual.of(
            "reset_offsets",
            HelpSection.TOPICS,
            "Has a group without members go on at other offsets")
        .takes(
            1,
            "reset_offsets [--vhost <vhost>] [--no-table-headers] <group>"
                + " [--topic <topic> [--partition <number>]] [--preview]"
                + " (--to-earliest | --to-latest | --to-offset <offset> | --shift-by <count>"
                + " | --to-datetime <yyyy-mm-ddThh:mm:ss>)")
        .with(
            Switch.text(TOPIC),
            Switch.whole(PARTITION),
            Switch.flag(PREVIEW),
            Switch.flag("to-earliest"),
            Switch.flag("to-latest"),
            Switch.text("to-offset"),
            Switch.text("shift-by"),
            Switch.text("to-datetime"),
            CommonSwitches.TIMEOUT);
  }

  @Override
  public String objection(Call call) {
    if (call.line().options().containsKey(PARTITION) && call.line().text(TOPIC, null) == null) {
      return "--partition needs --topic";
    }
    try {
      ResetTarget.of(call.line());
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  @Override
  public List<String> banner(Call call) {
    String what = call.line().flag(PREVIEW) ? "Working out" : "Resetting";
    return List.of(
        what
            + " offsets of group "
            + call.argument(0)
            + " in vhost "
            + call.virtualHost()
            + " ...");
  }

  @Override
  protected List<Column> columns() {
    return List.of(
        Column.field("topic"),
        Column.field("partition"),
        Column.field("previous_offset"),
        Column.field("new_offset"));
  }

  @Override
  protected List<Map<String, Object>> fetch(Call call) {
    String path = ApiPath.of("motet", "groups", call.virtualHost(), call.argument(0), "offsets");
    ApiResponse response = call.api().post(path, body(call));
    if (response.notFound()) {
      throw call.line().text(TOPIC, null) == null
          ? Groups.unknown(call)
          : CommandFailure.error(ExitCode.DATA_ERROR, response.reason());
    }
    return Call.accepted(response).objects();
  }

  private static Map<String, Object> body(Call call) {
    ResetTarget target = ResetTarget.of(call.line());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("to", target.kind());
    if (target.value() != null) {
      body.put("value", target.value());
    }
    if (call.line().text(TOPIC, null) != null) {
      body.put("topic", call.line().text(TOPIC, null));
    }
    if (call.line().options().containsKey(PARTITION)) {
      body.put("partition", call.line().whole(PARTITION, 0));
    }
    if (call.line().flag(PREVIEW)) {
      body.put("preview", true);
    }
    return body;
  }
}
