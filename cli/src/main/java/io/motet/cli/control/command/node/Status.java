package io.motet.cli.control.command.node;

import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.HelpSection;
import io.motet.cli.control.command.Manual;
import io.motet.cli.control.command.Result;
import io.motet.cli.control.option.Switch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Shows what the broker runs on, what it uses and what it listens on. */
public final class Status implements Command {
  @Override
  public Manual manual() {
    return Manual.of("status", HelpSection.MONITORING, "Displays the status of the broker")
        .takes(0, "status [--unit <unit>]")
        .with(Switch.text("unit"), CommonSwitches.TIMEOUT);
  }

  @Override
  public String objection(Call call) {
    return ByteUnit.named(unitName(call)) == null
        ? "unit '" + unitName(call) + "' is not supported"
        : null;
  }

  @Override
  public List<String> banner(Call call) {
    return List.of("Status of node " + call.nodeName() + " ...");
  }

  @Override
  public Result run(Call call) {
    NodeReport report = NodeReport.fetch(call);
    Object virtualHosts = call.api().get("vhosts").objects().size();
    ByteUnit unit = Objects.requireNonNull(ByteUnit.named(unitName(call)));
    return new Result.Report(text(report, virtualHosts, unit), fields(report, virtualHosts));
  }

  private static String unitName(Call call) {
    return call.line().text("unit", "gb");
  }

  private static String text(NodeReport report, Object virtualHosts, ByteUnit unit) {
    ReportText text = new ReportText();
    runtime(text, report);
    files(text, report.node());
    text.section("Alarms");
    orNone(report.alarms()).forEach(text::line);
    resources(text, report.node(), unit);
    text.section("Totals")
        .line("Connection count", total(report, "connections"))
        .line("Queue count", total(report, "queues"))
        .line("Virtual host count", virtualHosts);
    text.section("Listeners");
    report.listeners().stream()
        .map(
            l ->
                String.format(
                    "Interface: %s, port: %s, protocol: %s, purpose: %s",
                    l.get("interface"), l.get("port"), l.get("protocol"), l.get("purpose")))
        .forEach(text::line);
    return text.toString();
  }

  private static void runtime(ReportText text, NodeReport report) {
    Map<String, Object> overview = report.overview();
    Map<String, Object> node = report.node();
    text.section("Runtime")
        .line("OS PID", node.get("os_pid"))
        .line("OS", System.getProperty("os.name"))
        .line("Uptime (seconds)", uptimeSeconds(node))
        .line("Is under maintenance?", false);
    if (overview.get("product_name") != null) {
      text.line("Product name", overview.get("product_name"))
          .line("Product version", overview.get("product_version"));
    }
    text.line("RabbitMQ version", overview.get("rabbitmq_version"))
        .line("Node name", report.name())
        .line("Erlang configuration", overview.get("erlang_full_version"))
        .line(
            "Erlang processes",
            node.get("proc_used") + " used, " + node.get("proc_total") + " limit")
        .line("Scheduler run queue", node.get("run_queue"))
        .line("Cluster heartbeat timeout (net_ticktime)", node.get("net_ticktime"));
    text.section("Plugins").line("Enabled plugins:\n");
    strings(node.get("enabled_plugins")).forEach(name -> text.line(" * " + name));
  }

  private static void files(ReportText text, Map<String, Object> node) {
    text.section("Data directory").line("Node data directory", node.get("db_dir"));
    text.section("Config files");
    strings(node.get("config_files")).forEach(path -> text.line(" * " + path));
    text.section("Log file(s)");
    strings(node.get("log_files")).forEach(path -> text.line(" * " + path));
  }

  private static void resources(ReportText text, Map<String, Object> node, ByteUnit unit) {
    text.section("Memory")
        .line("Total memory used", unit.format(node.get("mem_used")))
        .line("Calculation strategy", node.get("mem_calculation_strategy"))
        .line("Memory high watermark setting", unit.format(node.get("mem_limit")));
    text.section("File Descriptors")
        .line("Total", node.get("fd_used") + ", limit: " + node.get("fd_total"))
        .line("Sockets", node.get("sockets_used") + ", limit: " + node.get("sockets_total"));
    text.section("Free Disk Space")
        .line("Low free disk space watermark", unit.format(node.get("disk_free_limit")))
        .line("Free disk space", unit.format(node.get("disk_free")));
  }

  private static Map<String, Object> fields(NodeReport report, Object virtualHosts) {
    Map<String, Object> node = report.node();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("active_plugins", strings(node.get("enabled_plugins")));
    fields.put("alarms", report.alarms());
    fields.put("config_files", strings(node.get("config_files")));
    fields.put("data_directory", node.get("db_dir"));
    fields.put("disk_free", node.get("disk_free"));
    fields.put("disk_free_limit", node.get("disk_free_limit"));
    fields.put("erlang_version", report.overview().get("erlang_full_version"));
    Map<String, Object> files = new LinkedHashMap<>();
    files.put("sockets_limit", node.get("sockets_total"));
    files.put("sockets_used", node.get("sockets_used"));
    files.put("total_limit", node.get("fd_total"));
    files.put("total_used", node.get("fd_used"));
    fields.put("file_descriptors", files);
    fields.put("is_under_maintenance", false);
    fields.put("listeners", report.listeners());
    fields.put("log_files", strings(node.get("log_files")));
    fields.put("os", System.getProperty("os.name"));
    fields.put("pid", node.get("os_pid"));
    fields.put("product_name", report.overview().get("product_name"));
    fields.put("product_version", report.overview().get("product_version"));
    fields.put("rabbitmq_version", report.overview().get("rabbitmq_version"));
    fields.put("run_queue", node.get("run_queue"));
    Map<String, Object> totals = new LinkedHashMap<>();
    totals.put("virtual_host_count", virtualHosts);
    totals.put("connection_count", total(report, "connections"));
    totals.put("queue_count", total(report, "queues"));
    fields.put("totals", totals);
    fields.put("uptime", uptimeSeconds(node));
    fields.put("vm_memory_high_watermark_limit", node.get("mem_limit"));
    return fields;
  }

  private static Object total(NodeReport report, String kind) {
    Object totals = report.overview().get("object_totals");
    return totals instanceof Map<?, ?> map && map.get(kind) != null ? map.get(kind) : 0L;
  }

  private static Object uptimeSeconds(Map<String, Object> node) {
    return node.get("uptime") instanceof Number millis ? millis.longValue() / 1000 : null;
  }

  private static List<String> strings(Object json) {
    return json instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  private static List<String> orNone(List<String> lines) {
    return lines.isEmpty() ? List.of("(none)") : lines;
  }
}
