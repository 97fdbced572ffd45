package io.motet.broker.user;

import io.motet.broker.settings.Settings;
import java.net.InetAddress;
import java.util.Set;
import java.util.TreeSet;

/** Which users may connect from this machine only: {@code guest}, unless the settings say else. */
final class LoopbackUsers {
  private final Set<String> names;

  private LoopbackUsers(Set<String> names) {
    this.names = names;
  }

  /**
   * {@code loopback_users = none} or a list of names; then {@code loopback_users.NAME = true|false}
   * for one name.
   */
  static LoopbackUsers of(Settings settings) {
    Set<String> names = new TreeSet<>();
    String list = settings.get(UserSettings.LOOPBACK_USERS).strip();
    if (!list.equals("none")) {
      for (String name : list.split("[,\\s]+")) {
        names.add(name);
      }
    }
    settings
        .family(UserSettings.LOOPBACK_USER)
        .forEach(
            (name, only) -> {
              if (only) {
                names.add(name);
              } else {
                names.remove(name);
              }
            });
    return new LoopbackUsers(names);
  }

  boolean mayConnectFrom(String name, InetAddress peer) {
    return peer.isLoopbackAddress() || !names.contains(name);
  }
}
