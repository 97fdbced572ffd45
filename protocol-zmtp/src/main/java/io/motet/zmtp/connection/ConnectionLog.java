package io.motet.zmtp.connection;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log lines of one connection. Never holds a password or a key. */
final class ConnectionLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.motet.zmtp.connection");

  private final ZmtpConnection connection;

  ConnectionLog(ZmtpConnection connection) {
    this.connection = connection;
  }

  void opened() {
    LOG.info(
        "ZMTP {} {} peer {} is user '{}' in vhost '{}', service '{}'",
        connection.session().version(),
        connection.session().socketType(),
        name(),
        clean(connection.session().user()),
        clean(connection.session().virtualHost().name()),
        clean(connection.session().service()));
  }

  void refused(String why) {
    LOG.warn("refusing ZMTP connection {}: {}", name(), why);
  }

  void failed(String why) {
    LOG.warn("closing ZMTP connection {} ({}): {}", name(), connection.state().name(), clean(why));
  }

  void fault(Throwable cause) {
    LOG.error("Error on ZMTP connection {}", name(), cause);
  }

  void closed() {
    LOG.debug("ZMTP connection {} is closed", name());
  }

  private String name() {
    return connection.view().name();
  }

  private static String clean(String text) {
    return text == null ? "" : text.replaceAll("\\p{Cntrl}", "?");
  }
}
