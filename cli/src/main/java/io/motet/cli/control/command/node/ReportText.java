package io.motet.cli.control.command.node;

/** Builds the pages of status and cluster_status: bright titles, a blank line around each. */
final class ReportText {
  private static final String BRIGHT_ON = "\u001b[1m";
  private static final String BRIGHT_OFF = "\u001b[0m";

  private final StringBuilder text = new StringBuilder();

  ReportText section(String title) {
    if (text.length() > 0) {
      text.append('\n');
    }
    text.append(BRIGHT_ON).append(title).append(BRIGHT_OFF).append("\n\n");
    return this;
  }

  ReportText line(String line) {
    text.append(line).append('\n');
    return this;
  }

  ReportText line(String label, Object value) {
    return line(label + ": " + (value == null ? "" : value));
  }

  /** Without the last line's end. */
  @Override
  public String toString() {
    return text.substring(0, Math.max(0, text.length() - 1));
  }
}
