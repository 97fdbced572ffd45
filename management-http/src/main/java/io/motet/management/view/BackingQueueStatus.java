package io.motet.management.view;

import io.motet.broker.queue.QueueStatistics;
import io.motet.management.stats.Reading;
import java.util.List;
import java.util.Map;

/**
 * RabbitMQ's look into a classic queue, filled with the equals that exist here: what is ready and
 * in memory stands for its q3, what is paged out for its delta.
 */
final class BackingQueueStatus {
  private static final int VERSION = 2;

  private BackingQueueStatus() {}

  static Map<String, Object> facts(QueueStatistics figures, Reading reading) {
    long readyInMemory = Math.min(figures.ready(), figures.resident());
    Map<String, Object> facts =
        Facts.of(
            "avg_ack_egress_rate", reading.rate("ack"),
            "avg_ack_ingress_rate", reading.rate("deliver"),
            "avg_egress_rate", reading.rate("deliver_get"),
            "avg_ingress_rate", reading.rate("publish"),
            "delta", List.of("delta", "undefined", figures.pagedOut(), 0, "undefined"),
            "len", figures.ready(),
            "mode", "default",
            "next_deliver_seq_id", reading.value("deliver_get"),
            "next_seq_id", reading.value("publish"),
            "num_pending_acks", figures.unacknowledged(),
            "num_unconfirmed", 0,
            "pending_acks", figures.unacknowledged());
    facts.put("persistent_count", figures.persistent());
    facts.put("q1", 0);
    facts.put("q2", 0);
    facts.put("q3", readyInMemory);
    facts.put("q4", 0);
    facts.put("ram_ack_count", figures.resident() - readyInMemory);
    facts.put("ram_msg_count", readyInMemory);
    facts.put("target_ram_count", "infinity");
    facts.put("version", VERSION);
    return facts;
  }
}
