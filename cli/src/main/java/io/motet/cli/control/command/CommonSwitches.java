package io.motet.cli.control.command;

import io.motet.cli.control.option.Switch;
import java.util.List;

/** Options that several or all commands take. */
public final class CommonSwitches {
  /** Seconds to wait for an answer. */
  public static final Switch TIMEOUT = Switch.whole("timeout").or('t');

  /** Taken by all commands; some of rabbitmqctl's mean nothing here and are accepted. */
  public static final List<Switch> ALL =
      List.of(
          Switch.text("url"),
          Switch.text("user"),
          Switch.text("password"),
          Switch.text("node").or('n'),
          Switch.text("vhost").or('p'),
          Switch.flag("quiet").or('q'),
          Switch.flag("silent").or('s'),
          Switch.text("formatter"),
          Switch.flag("table-headers"),
          Switch.flag("help").or('?'),
          TIMEOUT,
          Switch.flag("longnames").or('l'),
          Switch.flag("dry-run"),
          Switch.text("script-name"),
          Switch.text("erlang-cookie"),
          Switch.flag("print-stacktrace"));

  private CommonSwitches() {}
}
