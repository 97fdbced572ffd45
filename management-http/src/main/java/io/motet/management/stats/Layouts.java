package io.motet.management.stats;

import static io.motet.management.stats.RangeKind.DATA_RATES;
import static io.motet.management.stats.RangeKind.LENGTHS;
import static io.motet.management.stats.RangeKind.MESSAGE_RATES;
import static io.motet.management.stats.RangeKind.NODE_STATS;

/** The figures of each kind of object, by RabbitMQ's names. */
final class Layouts {
  private static final String[] DELIVERIES = {
    "ack", "deliver", "deliver_get", "deliver_no_ack", "get", "get_empty", "get_no_ack", "redeliver"
  };

  static final Layout QUEUE =
      new Layout()
          .add(LENGTHS, "messages", "messages_ready", "messages_unacknowledged")
          .add(MESSAGE_RATES, "publish")
          .add(MESSAGE_RATES, DELIVERIES);

  static final Layout EXCHANGE = new Layout().add(MESSAGE_RATES, "publish_in", "publish_out");

  static final Layout CHANNEL =
      new Layout()
          .add(MESSAGE_RATES, "publish", "confirm", "drop_unroutable", "return_unroutable")
          .add(MESSAGE_RATES, DELIVERIES);

  static final Layout CONNECTION = new Layout().add(DATA_RATES, "recv_oct", "send_oct");

  static final Layout VIRTUAL_HOST =
      new Layout()
          .addAll(CHANNEL)
          .addAll(CONNECTION)
          .add(LENGTHS, "messages", "messages_ready", "messages_unacknowledged");

  static final Layout OVERVIEW =
      new Layout()
          .addAll(VIRTUAL_HOST)
          .add(MESSAGE_RATES, "disk_reads", "disk_writes")
          .add(
              DATA_RATES,
              "connection_created",
              "connection_closed",
              "channel_created",
              "channel_closed",
              "queue_declared",
              "queue_created",
              "queue_deleted");

  static final Layout NODE =
      new Layout()
          .add(
              NODE_STATS,
              "mem_used",
              "fd_used",
              "sockets_used",
              "proc_used",
              "disk_free",
              "gc_num",
              "io_read_bytes",
              "io_write_count",
              "io_write_bytes",
              "io_sync_count",
              "io_sync_micros");

  private Layouts() {}
}
