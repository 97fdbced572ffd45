package io.motet.kafka.share;

import io.motet.broker.topic.Isolation;
import io.motet.kafka.config.StoredConfigs;
import io.motet.kafka.share.state.ShareLimits;

/** What applies to a share group: what was set for it, or for the broker. Any thread. */
public final class ShareConfigs {
  private static final String RESET = "share.auto.offset.reset";
  private static final String LOCK_MILLIS = "share.record.lock.duration.ms";
  private static final String MAX_DELIVERIES = "share.delivery.count.limit";
  private static final String MAX_IN_FLIGHT = "share.partition.max.record.locks";
  private static final String ISOLATION = "share.isolation.level";
  private static final String MAY_RENEW = "share.renew.acknowledge.enable";

  private final StoredConfigs groups;

  /** As groups are configured. */
  public ShareConfigs(StoredConfigs groups) {
    this.groups = groups;
  }

  String resetOf(String group) {
    return groups.value(group, RESET);
  }

  Isolation isolationOf(String group) {
    return groups.value(group, ISOLATION).equals("read_committed")
        ? Isolation.READ_COMMITTED
        : Isolation.READ_UNCOMMITTED;
  }

  boolean mayRenew(String group) {
    return groups.value(group, MAY_RENEW).equals("true");
  }

  ShareLimits limitsOf(String group) {
    return new ShareLimits(
        groups.number(group, MAX_DELIVERIES),
        groups.number(group, MAX_IN_FLIGHT),
        groups.number(group, LOCK_MILLIS));
  }
}
