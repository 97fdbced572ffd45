package io.motet.kafka.group.modern;

import io.motet.kafka.config.StoredConfigs;

/** How long members of a group may be silent, and how often they are told to report. Any thread. */
public interface MemberTimes {
  /** A member that is silent for so long is taken out. */
  int sessionTimeoutMillis(String group);

  /** How often members are told to report. */
  int heartbeatIntervalMillis(String group);

  /** As it was set for each group, or for the broker. */
  static MemberTimes of(StoredConfigs groups, String protocol) {
    return new MemberTimes() {
      @Override
      public int sessionTimeoutMillis(String group) {
        return groups.number(group, protocol + ".session.timeout.ms");
      }

      @Override
      public int heartbeatIntervalMillis(String group) {
        return groups.number(group, protocol + ".heartbeat.interval.ms");
      }
    };
  }

  /** The same for all groups. */
  static MemberTimes same(int sessionTimeoutMillis, int heartbeatIntervalMillis) {
    return new MemberTimes() {
      @Override
      public int sessionTimeoutMillis(String group) {
        return sessionTimeoutMillis;
      }

      @Override
      public int heartbeatIntervalMillis(String group) {
        return heartbeatIntervalMillis;
      }
    };
  }
}
