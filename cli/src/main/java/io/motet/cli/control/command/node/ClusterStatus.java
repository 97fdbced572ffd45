package io.motet.cli.control.command.node;

import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows the cluster, which is this one node. */
public final class ClusterStatus implements Command {
  @Override
  public Manual manual() {
    return Manual.of("cluster_status", HelpSection.CLUSTER, "Displays the nodes of the cluster")
        .with(CommonSwitches.TIMEOUT);
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Cluster status of node " + call.nodeName() + " ...");
  }

  @Override
  public Result run(Call call) {
    NodeReport report = NodeReport.fetch(call);
    return new Result.Report(text(report), fields(report));
  }

  private static String text(NodeReport report) {
    String node = report.name();
    ReportText text = new ReportText();
    text.section("Basics").line("Cluster name", report.overview().get("cluster_name"));
    text.section("Disk Nodes").line(node);
    text.section("Running Nodes").line(node);
    text.section("Versions").line(node, version(report));
    text.section("Maintenance status").line("Node: " + node + ", status: not under maintenance");
    text.section("Alarms");
    (report.alarms().isEmpty() ? List.of("(none)") : report.alarms()).forEach(text::line);
    text.section("Network Partitions").line("(none)");
    text.section("Listeners");
    report.listeners().stream()
        .map(
            l ->
                String.format(
                    "Node: %s, interface: %s, port: %s, protocol: %s, purpose: %s",
                    node, l.get("interface"), l.get("port"), l.get("protocol"), l.get("purpose")))
        .forEach(text::line);
    return text.toString();
  }

  private static String version(NodeReport report) {
    return "RabbitMQ " + report.overview().get("rabbitmq_version");
  }

  private static Map<String, Object> fields(NodeReport report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("cluster_name", report.overview().get("cluster_name"));
    fields.put("disk_nodes", List.of(report.name()));
    fields.put("running_nodes", List.of(report.name()));
    fields.put("ram_nodes", List.of());
    fields.put("partitions", Map.of());
    fields.put("alarms", report.alarms());
    fields.put("listeners", Map.of(report.name(), report.listeners()));
    return fields;
  }
}
