package io.motet.broker.settings;

/**
 * Where a listener binds.
 *
 * @param host the address to bind, or null for all
 * @param port 0 for any free port, or {@link #NONE} for no listener
 */
public record ListenAddress(String host, int port) {
  /** The port of a listener that is switched off. */
  public static final int NONE = -1;

  private static final String EXPECTED =
      "expected a port, address:port (an IPv6 address in brackets) or none";

  /** Whether there is a listener at all. */
  public boolean enabled() {
    return port != NONE;
  }

  /**
   * Reads {@code 5672}, {@code 127.0.0.1:5672}, {@code [::1]:5672}, {@code :::5672}, {@code none}.
   */
  public static ListenAddress parse(String text) {
    String trimmed = text.strip();
    if (trimmed.equals("none")) {
      return new ListenAddress(null, NONE);
    }
    int colon = trimmed.lastIndexOf(':');
    String host = colon < 0 ? null : trimmed.substring(0, colon);
    if (host != null) {
      if (host.startsWith("[") && host.endsWith("]")) {
        host = host.substring(1, host.length() - 1);
      }
      if (host.isEmpty()) {
        throw new IllegalArgumentException(EXPECTED);
      }
    }
    return new ListenAddress(host, port(trimmed.substring(colon + 1)));
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
    throw new IllegalArgumentException(EXPECTED + "; a port is 0 to 65535");
  }

  @Override
  public String toString() {
    if (!enabled()) {
      return "none";
    }
    if (host == null) {
      return Integer.toString(port);
    }
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
