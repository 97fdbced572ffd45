package io.motet.gearman.message;

import io.motet.broker.exchange.DelayedExchangeType;
import io.motet.broker.message.MessageProperties;
import io.motet.gearman.codec.Arguments;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A job's properties as other protocols see them: the handle is message id and correlation id, and
 * what has no place among the common properties is a header {@code x-gearman-}.
 */
public final class JobHeaders {
  /** The job's unique key. */
  public static final String UNIQUE = "x-gearman-unique";

  public static final String REDUCER = "x-gearman-reducer";

  /** Seconds since 1970. */
  public static final String EPOCH = "x-gearman-epoch";

  public static final String RETRIES = "x-gearman-retries";

  private static final String NUMBER = "x-gearman-number";
  private static final int PERSISTENT = 2;
  private static final int TRANSIENT = 1;
  private static final byte[] NOTHING = {};

  private JobHeaders() {}

  static MessageProperties toMessage(JobProperties job) {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put(NUMBER, job.number());
    if (job.unique().length > 0) {
      headers.put(UNIQUE, textOrBytes(job.unique()));
    }
    if (job.reducer().length > 0) {
      headers.put(REDUCER, textOrBytes(job.reducer()));
    }
    if (job.whenSeconds() > 0) {
      headers.put(EPOCH, job.whenSeconds());
    }
    if (job.retries() > 0) {
      headers.put(RETRIES, job.retries());
    }
    if (job.delayMillis() > 0) {
      headers.put(DelayedExchangeType.DELAY_HEADER, job.delayMillis());
    }
    return new MessageProperties(
        null,
        null,
        headers,
        job.background() ? PERSISTENT : TRANSIENT,
        job.priority().ordinal(),
        job.handle(),
        job.replyTo(),
        null,
        job.handle(),
        null,
        null,
        null,
        null,
        null);
  }

  /** The job that these properties are of, or null when they say more than a job's can. */
  static JobProperties toJob(MessageProperties properties) {
    JobProperties job = jobOf(properties);
    return job != null && toMessage(job).equals(withoutPastDelay(properties)) ? job : null;
  }

  /** The job that these properties are of, whatever else they say; null when they are of none. */
  public static JobProperties jobOf(MessageProperties properties) {
    Map<String, Object> headers = properties.headers();
    if (headers == null || !(headers.get(NUMBER) instanceof Long number)) {
      return null;
    }
    return new JobProperties(
        number,
        properties.messageId() == null ? "" : properties.messageId(),
        JobPriority.of(properties.priority() == null ? 0 : properties.priority()),
        bytes(headers.get(UNIQUE)),
        bytes(headers.get(REDUCER)),
        number(headers.get(EPOCH)),
        Math.max(0, number(headers.get(DelayedExchangeType.DELAY_HEADER))),
        (int) number(headers.get(RETRIES)),
        properties.replyTo());
  }

  /** A delay that is over is shown as a negative one; a job does not keep it. */
  private static MessageProperties withoutPastDelay(MessageProperties properties) {
    if (number(properties.headers().get(DelayedExchangeType.DELAY_HEADER)) >= 0) {
      return properties;
    }
    Map<String, Object> left = new LinkedHashMap<>(properties.headers());
    left.remove(DelayedExchangeType.DELAY_HEADER);
    return properties.withHeaders(left);
  }

  private static Object textOrBytes(byte[] value) {
    return Arguments.isText(value) ? new String(value, StandardCharsets.UTF_8) : value;
  }

  /** A header's value as bytes; empty when there is none. */
  public static byte[] bytes(Object header) {
    if (header instanceof byte[] bytes) {
      return bytes;
    }
    return header instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : NOTHING;
  }

  private static long number(Object header) {
    return header instanceof Number number ? number.longValue() : 0;
  }
}
