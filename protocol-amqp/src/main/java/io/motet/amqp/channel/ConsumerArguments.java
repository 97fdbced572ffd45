package io.motet.amqp.channel;

import io.motet.broker.error.ErlangText;
import io.motet.broker.queue.Queue;
import io.motet.broker.stream.StartingPoint;
import java.util.List;
import java.util.Map;

/** The arguments of basic.consume: those RabbitMQ knows are checked, others pass. */
final class ConsumerArguments {
  private static final String PRIORITY = "x-priority";
  private static final String CANCEL_ON_FAILOVER = "x-cancel-on-ha-failover";
  private static final String STREAM_OFFSET = "x-stream-offset";

  private ConsumerArguments() {}

  /** Checks all and returns the priority, 0 when absent. */
  static int priority(Map<String, Object> arguments, Queue queue) {
    boolean classic = queue.type().equals("classic");
    if (queue.type().equals("stream")) {
      checkStream(arguments, queue);
      return 0;
    }
    checkPriority(arguments, queue);
    if (classic && arguments.containsKey(CANCEL_ON_FAILOVER)) {
      Object value = arguments.get(CANCEL_ON_FAILOVER);
      if (!(value instanceof Boolean)) {
        throw invalid(
            CANCEL_ON_FAILOVER, queue, "{unacceptable_type," + ErlangText.typeName(value) + "}");
      }
    }
    if (arguments.containsKey(STREAM_OFFSET)) {
      throw foreign(STREAM_OFFSET, queue);
    }
    if (!classic && arguments.containsKey(CANCEL_ON_FAILOVER)) {
      throw foreign(CANCEL_ON_FAILOVER, queue);
    }
    return arguments.get(PRIORITY) instanceof Number priority ? clamp(priority.longValue()) : 0;
  }

  private static void checkStream(Map<String, Object> arguments, Queue queue) {
    Object offset = arguments.get(STREAM_OFFSET);
    if (StartingPoint.parse(offset) == null) {
      throw invalid(
          STREAM_OFFSET,
          queue,
          "{invalid_stream_offset_arg,{"
              + ErlangText.typeName(offset)
              + ","
              + ErlangText.term(offset)
              + "}}");
    }
    for (String foreign : List.of(PRIORITY, CANCEL_ON_FAILOVER)) {
      if (arguments.containsKey(foreign)) {
        throw foreign(foreign, queue);
      }
    }
  }

  private static void checkPriority(Map<String, Object> arguments, Queue queue) {
    if (!arguments.containsKey(PRIORITY)) {
      return;
    }
    Object value = arguments.get(PRIORITY);
    boolean integer =
        value instanceof Byte
            || value instanceof Short
            || value instanceof Integer
            || value instanceof Long;
    if (!integer) {
      throw invalid(
          PRIORITY, queue, "\"expected integer, got " + ErlangText.typeName(value) + "\"");
    }
  }

  private static int clamp(long priority) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, priority));
  }

  private static RuntimeException invalid(String argument, Queue queue, String reason) {
    return ChannelErrors.preconditionFailed(
        "invalid arg '"
            + argument
            + "' for "
            + ChannelErrors.resource("queue", queue.name(), queue.virtualHost())
            + ": "
            + reason);
  }

  private static RuntimeException foreign(String argument, Queue queue) {
    return ChannelErrors.preconditionFailed(
        "invalid arg '"
            + argument
            + "' for "
            + ChannelErrors.resource("queue", queue.name(), queue.virtualHost())
            + " of queue type rabbit_"
            + queue.type()
            + "_queue");
  }
}
