package io.motet.zmtp.connection;

/**
 * Who a peer is and what it means, as it says with its user name.
 *
 * @param user whose permissions it has
 * @param virtualHost null for the default one
 * @param service null for the listener's
 */
record PeerName(String user, String virtualHost, String service) {
  /**
   * Reads {@code [service/]user[@virtual host]}. Both signs may be part of a user's name: of
   * several the first slash and the last at-sign count.
   */
  static PeerName parse(String text) {
    int slash = text.indexOf('/');
    int at = text.lastIndexOf('@');
    if (slash > at && at >= 0) {
      // The slash is part of the virtual host's name, which often is "/".
      slash = -1;
    }
    String service = slash > 0 ? text.substring(0, slash) : null;
    String virtualHost = at >= 0 ? text.substring(at + 1) : null;
    String user = text.substring(slash > 0 ? slash + 1 : 0, at >= 0 ? at : text.length());
    return new PeerName(user, virtualHost, service);
  }
}
