package io.motet.amqp.channel;

import io.motet.broker.message.Utf8;

/** The expiration property: digits of milliseconds. Refused as RabbitMQ refuses it. */
final class Expiration {
  /** Ten years. */
  static final long MAX_MILLIS = 315_360_000_000L;

  private static final int MAX_DIGITS = 18;

  private Expiration() {}

  /** Milliseconds, at least 0; throws AmqpException 406. */
  static long parse(Utf8 property) {
    int length = property.length();
    int start = length > 0 && property.byteAt(0) == '+' ? 1 : 0;
    if (length > start && length - start <= MAX_DIGITS) {
      long value = digits(property, start, length);
      if (value >= 0 && value <= MAX_MILLIS) {
        return value;
      }
    }
    throw invalid(property.toString());
  }

  private static long digits(Utf8 text, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.byteAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Finds RabbitMQ's reason: how far the text is a number, and which. */
  private static RuntimeException invalid(String text) {
    int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    int end = start;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    String reason;
    if (end == start) {
      reason = "no_integer";
    } else if (end < text.length()) {
      reason = "{leftover_string,\"" + text.substring(end) + "\"}";
    } else if (text.startsWith("-")) {
      reason = "{value_negative," + new java.math.BigInteger(text) + "}";
    } else {
      reason = "{value_too_large," + new java.math.BigInteger(text) + "}";
    }
    return ChannelErrors.preconditionFailed("invalid expiration '" + text + "': " + reason);
  }
}
