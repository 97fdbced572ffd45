package io.motet.amqp.codec;

import io.motet.broker.message.Utf8;
import io.netty.buffer.ByteBuf;

/**
 * Looks at encoded properties of class basic without decoding them: where the fields lie that a
 * publish depends on. A cursor that is wrapped again for each message; the buffer is lent until
 * then. Field positions are -1 when absent.
 */
public final class PropertiesView {
  private final ArgumentReader in = new ArgumentReader();
  private ByteBuf source;
  private int flags;
  private int deliveryMode;
  private int priority;
  private int headersIndex;
  private int headersBytes;
  private int replyToIndex;
  private int expirationIndex;
  private int userIdIndex;

  /**
   * Finds the fields and checks that they fill the range.
   *
   * @throws AmqpException when the bytes are not properties
   */
  public void wrap(ByteBuf buffer, int index, int length) {
    source = buffer;
    in.over(buffer, index, length);
    flags = in.shortInteger();
    if (has(PropertyFlags.UNUSED)) {
      throw new AmqpException(
          ReplyCode.FRAME_ERROR, "unknown property flags " + (flags & PropertyFlags.UNUSED));
    }
    skipText(PropertyFlags.CONTENT_TYPE);
    skipText(PropertyFlags.CONTENT_ENCODING);
    headersIndex = -1;
    headersBytes = 0;
    if (has(PropertyFlags.HEADERS)) {
      headersBytes = in.length();
      headersIndex = in.advance(headersBytes);
    }
    deliveryMode = has(PropertyFlags.DELIVERY_MODE) ? in.octet() : -1;
    priority = has(PropertyFlags.PRIORITY) ? in.octet() : -1;
    skipText(PropertyFlags.CORRELATION_ID);
    replyToIndex = skipText(PropertyFlags.REPLY_TO);
    expirationIndex = skipText(PropertyFlags.EXPIRATION);
    skipText(PropertyFlags.MESSAGE_ID);
    if (has(PropertyFlags.TIMESTAMP)) {
      in.advance(Long.BYTES);
    }
    skipText(PropertyFlags.TYPE);
    userIdIndex = skipText(PropertyFlags.USER_ID);
    skipText(PropertyFlags.APP_ID);
    skipText(PropertyFlags.CLUSTER_ID);
    in.expectEnd();
  }

  /** -1 when absent. */
  public int deliveryMode() {
    return deliveryMode;
  }

  /** -1 when absent. */
  public int priority() {
    return priority;
  }

  /** Index of the first header, after the table's length field; -1 when there is no table. */
  public int headersIndex() {
    return headersIndex;
  }

  /** Size of the header table without its length field. */
  public int headersBytes() {
    return headersBytes;
  }

  /** Whether reply-to begins with these bytes; allocates nothing. */
  public boolean replyToStartsWith(Utf8 prefix) {
    return replyToIndex >= 0
        && source.getUnsignedByte(replyToIndex) >= prefix.length()
        && prefix.equalTo(source, replyToIndex + 1, prefix.length());
  }

  /** Null when absent. */
  public Utf8 replyTo() {
    return text(replyToIndex);
  }

  /** Null when absent. */
  public Utf8 expiration() {
    return text(expirationIndex);
  }

  /** Null when absent. */
  public Utf8 userId() {
    return text(userIdIndex);
  }

  private Utf8 text(int index) {
    return index < 0 ? null : Utf8.copyOf(source, index + 1, source.getUnsignedByte(index));
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Returns the index of the length octet, or -1. */
  private int skipText(int flag) {
    if (!has(flag)) {
      return -1;
    }
    int length = in.octet();
    return in.advance(length) - 1;
  }
}
