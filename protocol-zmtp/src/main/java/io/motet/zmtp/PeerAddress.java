package io.motet.zmtp;

/** Where a peer binds. */
record PeerAddress(String host, int port) {
  private static final String EXPECTED = "expected host:port";

  /**
   * Reads {@code host:port}, also as ZeroMQ writes it, {@code tcp://host:port}.
   *
   * @throws IllegalArgumentException when it is none
   */
  static PeerAddress parse(String text) {
    String trimmed = text.strip();
    if (trimmed.startsWith("tcp://")) {
      trimmed = trimmed.substring("tcp://".length());
    }
    int colon = trimmed.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException(EXPECTED);
    }
    String host = trimmed.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      int port = Integer.parseInt(trimmed.substring(colon + 1));
      if (port > 0 && port <= 65535) {
        return new PeerAddress(host, port);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
    throw new IllegalArgumentException(EXPECTED);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
