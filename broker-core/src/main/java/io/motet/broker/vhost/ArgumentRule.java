package io.motet.broker.vhost;

import io.motet.broker.error.ErlangText;
import io.motet.broker.message.Message;
import io.motet.broker.message.Utf8;
import io.motet.broker.stream.MaxAge;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the value of one queue argument must be. */
@FunctionalInterface
interface ArgumentRule {
  /** Ten years: RabbitMQ's limit of every expiry. */
  long MAX_EXPIRY_MILLIS = 315_360_000_000L;

  long MAX_PRIORITY = 255;

  ArgumentRule NOT_NEGATIVE = (value, all) -> number(value, 0, Long.MAX_VALUE, null);
  ArgumentRule POSITIVE = (value, all) -> isZero(value) ? zero() : NOT_NEGATIVE.fault(value, all);
  ArgumentRule TTL = (value, all) -> number(value, 0, MAX_EXPIRY_MILLIS, "value_too_large");
  ArgumentRule EXPIRES = (value, all) -> isZero(value) ? zero() : TTL.fault(value, all);
  ArgumentRule PRIORITY = (value, all) -> number(value, 0, MAX_PRIORITY, "max_value_exceeded");
  ArgumentRule TEXT = (value, all) -> value instanceof String ? null : unacceptable(value);
  ArgumentRule BOOL = (value, all) -> value instanceof Boolean ? null : unacceptable(value);

  ArgumentRule MAX_AGE =
      (value, all) -> {
        if (value instanceof String age) {
          return MaxAge.parseMillis(age) < 0 ? "invalid_max_age" : null;
        }
        return unacceptable(value);
      };

  ArgumentRule DEAD_LETTER_KEY =
      (value, all) -> {
        if (value instanceof String && !all.containsKey(QueueArguments.DEAD_LETTER_EXCHANGE)) {
          return "routing_key_but_no_dlx_defined";
        }
        return value instanceof String key && Utf8.of(key).length() > Message.MAX_NAME_BYTES
            ? "\"longer than " + Message.MAX_NAME_BYTES + " bytes\""
            : TEXT.fault(value, all);
      };

  ArgumentRule QUEUE_VERSION =
      (value, all) -> {
        String fault = NOT_NEGATIVE.fault(value, all);
        if (fault != null) {
          return fault;
        }
        long version = ((Number) value).longValue();
        return version == 1 || version == 2
            ? null
            : "\"unsupported queue version '" + version + "'\"";
      };

  /** Null when the value is right, else the fault as RabbitMQ prints it. */
  String fault(Object value, Map<String, Object> all);

  /** One of some texts; any other gives this fault. */
  static ArgumentRule oneOf(String fault, String... allowed) {
    List<String> values = Arrays.asList(allowed);
    return (value, all) -> {
      if (value instanceof String text) {
        return values.contains(text) ? null : fault;
      }
      return unacceptable(value);
    };
  }

  /** One of some texts; any other is called an unsupported such thing. */
  static ArgumentRule oneOfNamed(String what, String... allowed) {
    List<String> values = Arrays.asList(allowed);
    return (value, all) -> {
      if (value instanceof String text) {
        return values.contains(text) ? null : "\"unsupported " + what + " '" + text + "'\"";
      }
      return unacceptable(value);
    };
  }

  private static String number(Object value, long min, long max, String tooLarge) {
    if (!isWhole(value)) {
      return "\"expected integer, got " + ErlangText.typeName(value) + "\"";
    }
    long number = ((Number) value).longValue();
    if (number < min) {
      return "{value_negative," + number + "}";
    }
    return number > max ? "{" + tooLarge + "," + number + "}" : null;
  }

  private static boolean isWhole(Object value) {
    return value instanceof Byte
        || value instanceof Short
        || value instanceof Integer
        || value instanceof Long;
  }

  private static boolean isZero(Object value) {
    return isWhole(value) && ((Number) value).longValue() == 0;
  }

  private static String zero() {
    return "{value_zero,0}";
  }

  private static String unacceptable(Object value) {
    return "{unacceptable_type," + ErlangText.typeName(value) + "}";
  }
}
