package io.motet.cli.control;

import io.motet.cli.control.api.ApiUnavailableException;
import io.motet.cli.control.api.ManagementApi;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.Command;
import io.motet.cli.control.command.CommandFailure;
import io.motet.cli.control.command.CommandRegistry;
import io.motet.cli.control.command.CommonSwitches;
import io.motet.cli.control.command.NodeName;
import io.motet.cli.control.command.Result;
import io.motet.cli.control.command.help.CommandSuggestion;
import io.motet.cli.control.command.help.HelpText;
import io.motet.cli.control.format.OutputFormat;
import io.motet.cli.control.option.OptionParser;
import io.motet.cli.control.option.ParsedArguments;
import io.motet.cli.control.option.Switch;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tool: takes the command line apart, runs one command, prints and exits. */
public final class Motetctl {
  private final CommandRegistry registry = new CommandRegistry();
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;

  public Motetctl(PrintStream out, PrintStream err, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.environment = environment;
  }

  public static void main(String[] line) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    int exitCode = new Motetctl(out, err, System.getenv()).run(List.of(line));
    out.flush();
    err.flush();
    System.exit(exitCode);
  }

  /** Buffered, so that a long listing is not written line by line, and UTF-8 in any locale. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  /** Runs one command line and answers the exit code. */
  public int run(List<String> line) {
    try {
      execute(line.isEmpty() || !line.get(0).equals("--version") ? line : List.of("version"));
      return ExitCode.OK.code();
    } catch (CommandFailure failure) {
      out.flush();
      err.println(failure.getMessage());
      return failure.exitCode().code();
    }
  }

  private void execute(List<String> line) {
    ParsedArguments global = new OptionParser(CommonSwitches.ALL).parse(line);
    if (global.arguments().isEmpty()) {
      overview(global);
      return;
    }
    String name = global.arguments().get(0);
    Command command = registry.find(name);
    if (command == null) {
      throw CommandFailure.plain(ExitCode.USAGE, CommandSuggestion.notFound(name, registry));
    }
    ParsedArguments parsed = parse(command, line);
    if (parsed.flag("help")) {
      out.println(HelpText.of(command.manual()));
      return;
    }
    run(command, parsed, line);
  }

  private void overview(ParsedArguments global) {
    if (!global.flag("help")) {
      throw CommandFailure.plain(ExitCode.USAGE, HelpText.overview(registry));
    }
    out.println(HelpText.overview(registry));
  }

  /** With the command's own options; without its name. */
  private ParsedArguments parse(Command command, List<String> line) {
    List<Switch> switches = new ArrayList<>(CommonSwitches.ALL);
    switches.addAll(command.manual().switches());
    ParsedArguments parsed = new OptionParser(switches).parse(line);
    if (!parsed.invalid().isEmpty()) {
      String invalid = "Invalid options for this command:\n" + String.join("\n", parsed.invalid());
      throw misuse(command, line, invalid, ExitCode.USAGE);
    }
    List<String> arguments = parsed.arguments().subList(1, parsed.arguments().size());
    return new ParsedArguments(arguments, parsed.options(), List.of());
  }

  private void run(Command command, ParsedArguments parsed, List<String> line) {
    int count = parsed.arguments().size();
    if (count < command.manual().minArguments()) {
      throw misuse(command, line, "not enough arguments.", ExitCode.USAGE);
    }
    if (count > command.manual().maxArguments()) {
      throw misuse(command, line, "too many arguments.", ExitCode.USAGE);
    }
    OutputFormat format = OutputFormat.named(parsed.text("formatter", "table"));
    if (format == null) {
      throw misuse(
          command,
          line,
          "the requested formatter is not supported by this command",
          ExitCode.USAGE);
    }
    Call call = call(command, parsed, line);
    String objection = command.objection(call);
    if (objection != null) {
      ExitCode code = objection.startsWith("Bad argument") ? ExitCode.DATA_ERROR : ExitCode.USAGE;
      throw misuse(command, line, objection, code);
    }
    work(command, call, format);
  }

  private Call call(Command command, ParsedArguments parsed, List<String> line) {
    ApiEndpoint endpoint;
    try {
      endpoint = ApiEndpoint.of(parsed, environment);
    } catch (IllegalArgumentException e) {
      throw misuse(command, line, "Bad argument: " + e.getMessage(), ExitCode.DATA_ERROR);
    }
    int seconds = parsed.whole("timeout", -1);
    int timeoutMillis = seconds < 0 ? command.defaultTimeoutMillis() : seconds * 1000;
    ManagementApi api = new ManagementApi(endpoint.base(), endpoint.credentials(), timeoutMillis);
    return new Call(parsed, api, new NodeName(parsed.text("node", null), api), timeoutMillis);
  }

  private void work(Command command, Call call, OutputFormat format) {
    if (!call.terse() && !format.machineReadable()) {
      command.banner(call).forEach(out::println);
    }
    if (call.line().flag("dry-run")) {
      return;
    }
    try {
      print(command.run(call), call, format);
    } catch (ApiUnavailableException e) {
      throw unavailable(command, call, e);
    }
  }

  private void print(Result result, Call call, OutputFormat format) {
    List<String> lines;
    if (result instanceof Result.Listing listing) {
      boolean headers =
          !call.line().flag("silent") && !"false".equals(call.line().text("table-headers", "true"));
      lines = format.rows(listing.rows(), headers);
    } else if (result instanceof Result.Report report) {
      lines = format.document(report.text(), report.fields());
    } else if (result instanceof Result.Text text) {
      lines = format.text(text.text());
    } else {
      lines = format.done(call.nodeName());
    }
    lines.forEach(out::println);
  }

  private static CommandFailure misuse(
      Command command, List<String> line, String problem, ExitCode exitCode) {
    return CommandFailure.plain(
        exitCode,
        "Error (argument validation): "
            + problem
            + "\nArguments given:\n\t"
            + String.join(" ", line)
            + "\n"
            + HelpText.usage(command.manual().usageLine()));
  }

  private static CommandFailure unavailable(
      Command command, Call call, ApiUnavailableException cause) {
    if (cause.isTimeout()) {
      return CommandFailure.plain(
          ExitCode.TEMPORARY_FAILURE,
          String.format(
              "Error: operation %s on node %s timed out. Timeout value used: %d",
              command.manual().name(), call.node().nameOrAddress(), call.timeoutMillis()));
    }
    return CommandFailure.plain(
        ExitCode.UNAVAILABLE,
        String.format(
            """
            Error: unable to perform an operation on node '%s'. Please see diagnostics information \
            and suggestions below.

            Most common reasons for this are:

             * The broker is not running
             * Its management port is another one, or is switched off
               (see management.tcp.port; --url or MOTET_URL tells motetctl)
             * The network or a firewall is in the way

            attempted to contact: %s
            %s""",
            call.node().nameOrAddress(), call.api().base(), cause.getMessage()));
  }
}
