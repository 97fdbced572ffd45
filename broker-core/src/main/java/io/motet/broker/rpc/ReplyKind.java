package io.motet.broker.rpc;

import io.motet.broker.message.MessageProperties;
import java.util.Map;

/**
 * What a reply says about its request; carried in the header {@link ReplyHeaders#KIND}. A message
 * without that header is a {@link #COMPLETE} one: so clients that know nothing of kinds can answer.
 */
public enum ReplyKind {
  /** Data with more to come. */
  PARTIAL("partial", false),
  /** As {@link #PARTIAL}, of a kind that the requester may show apart. */
  WARNING("warning", false),
  /** How far the work is; see {@link ReplyHeaders#NUMERATOR}. */
  STATUS("status", false),
  /** The result. */
  COMPLETE("complete", true),
  /** The worker gave up without saying why. */
  FAILED("failed", true),
  /** The worker gave up; the body says why. */
  EXCEPTION("exception", true),
  /** Too many workers were lost while they had the request. */
  WORKER_LOST("worker-lost", true),
  /** Nobody answered in time. */
  TIMED_OUT("timed-out", true);

  private static final Map<String, ReplyKind> BY_HEADER =
      java.util.Arrays.stream(values())
          .collect(java.util.stream.Collectors.toUnmodifiableMap(ReplyKind::header, kind -> kind));

  private final String header;
  private final boolean last;

  ReplyKind(String header, boolean last) {
    this.header = header;
    this.last = last;
  }

  /** The header's value. */
  public String header() {
    return header;
  }

  /** Whether no other reply to the request follows. */
  public boolean last() {
    return last;
  }

  /** The kind of a reply with these properties; a header that means nothing counts as absent. */
  public static ReplyKind of(MessageProperties properties) {
    if (properties.headers() == null
        || !(properties.headers().get(ReplyHeaders.KIND) instanceof String header)) {
      return COMPLETE;
    }
    return BY_HEADER.getOrDefault(header, COMPLETE);
  }
}
