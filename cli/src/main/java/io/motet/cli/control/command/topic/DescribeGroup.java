package io.motet.cli.control.command.topic;

import io.motet.cli.control.api.ApiPath;
import io.motet.cli.control.api.ApiResponse;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Column;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.FixedListingCommand;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Shows how far a group has read each partition, and who reads it now. Members without a partition
 * have a line of their own.
 */
public final class DescribeGroup extends FixedListingCommand {
  @Override
  public Manual manual() {
    return Manual.of(
            "describe_group",
            HelpSection.TOPICS,
            "Shows how far a group has read, what is left, and its members")
        .takes(1, "describe_group [--vhost <vhost>] [--no-table-headers] <group>")
        .with(CommonSwitches.TIMEOUT);
  }

  @Override
  public List<String> banner(Call call) {
    return List.of(
        "Describing group " + call.argument(0) + " in vhost " + call.virtualHost() + " ...");
  }

  @Override
  protected List<Column> columns() {
    return List.of(
        Column.field("topic"),
        Column.field("partition"),
        Column.field("current_offset"),
        Column.field("log_end_offset"),
        Column.field("lag"),
        Column.field("member_id"),
        Column.field("host"),
        Column.field("client_id"));
  }

  @Override
  protected List<Map<String, Object>> fetch(Call call) {
    ApiResponse response =
        call.api().get(ApiPath.of("motet", "groups", call.virtualHost(), call.argument(0)));
    if (response.notFound()) {
      throw Groups.unknown(call);
    }
    Map<String, Object> group = Call.accepted(response).object();
    List<Map<String, Object>> rows = new ArrayList<>(Groups.objects(group, "partition_details"));
    for (Map<String, Object> member : Groups.objects(group, "member_details")) {
      if (member.get("assigned") instanceof Map<?, ?> assigned && assigned.isEmpty()) {
        rows.add(member);
      }
    }
    return rows;
  }
}
