package io.motet.amqp.codec;

import io.motet.broker.message.MessageFormat;
import io.motet.broker.message.MessageProperties;
import io.netty.buffer.ByteBuf;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Properties as they lie in a content header of class basic: 16 bits of flags, then the fields that
 * are there, in order (AMQP 0-9-1, 4.2.6.1).
 */
public final class AmqpMessageFormat implements MessageFormat {
  /** Stored with each message on disk. */
  public static final byte ID = 1;

  public static final AmqpMessageFormat INSTANCE = new AmqpMessageFormat();

  private AmqpMessageFormat() {}

  @Override
  public byte id() {
    return ID;
  }

  @Override
  public String name() {
    return "AMQP 0-9-1";
  }

  /**
   * {@inheritDoc}
   *
   * @throws AmqpException when the bytes are not properties
   */
  @Override
  public MessageProperties decode(ByteBuf source, int index, int length) {
    ArgumentReader in = new ArgumentReader().over(source, index, length);
    int flags = in.shortInteger();
    MessageProperties properties =
        new MessageProperties(
            text(in, flags, PropertyFlags.CONTENT_TYPE),
            text(in, flags, PropertyFlags.CONTENT_ENCODING),
            has(flags, PropertyFlags.HEADERS) ? in.table() : null,
            octet(in, flags, PropertyFlags.DELIVERY_MODE),
            octet(in, flags, PropertyFlags.PRIORITY),
            text(in, flags, PropertyFlags.CORRELATION_ID),
            text(in, flags, PropertyFlags.REPLY_TO),
            text(in, flags, PropertyFlags.EXPIRATION),
            text(in, flags, PropertyFlags.MESSAGE_ID),
            has(flags, PropertyFlags.TIMESTAMP) ? instant(in.longLong()) : null,
            text(in, flags, PropertyFlags.TYPE),
            text(in, flags, PropertyFlags.USER_ID),
            text(in, flags, PropertyFlags.APP_ID),
            text(in, flags, PropertyFlags.CLUSTER_ID));
    in.expectEnd();
    return properties;
  }

  @Override
  public void encode(MessageProperties properties, ByteBuf out) {
    int flagsIndex = out.writerIndex();
    out.writeShort(0);
    int flags = 0;
    flags |= writeText(out, properties.contentType(), PropertyFlags.CONTENT_TYPE);
    flags |= writeText(out, properties.contentEncoding(), PropertyFlags.CONTENT_ENCODING);
    if (properties.headers() != null) {
      FieldTable.write(out, properties.headers());
      flags |= PropertyFlags.HEADERS;
    }
    flags |= writeOctet(out, properties.deliveryMode(), PropertyFlags.DELIVERY_MODE);
    flags |= writeOctet(out, properties.priority(), PropertyFlags.PRIORITY);
    flags |= writeText(out, properties.correlationId(), PropertyFlags.CORRELATION_ID);
    flags |= writeText(out, properties.replyTo(), PropertyFlags.REPLY_TO);
    flags |= writeText(out, properties.expirationMillis(), PropertyFlags.EXPIRATION);
    flags |= writeText(out, properties.messageId(), PropertyFlags.MESSAGE_ID);
    if (properties.timestamp() != null) {
      out.writeLong(properties.timestamp().getEpochSecond());
      flags |= PropertyFlags.TIMESTAMP;
    }
    flags |= writeText(out, properties.type(), PropertyFlags.TYPE);
    flags |= writeText(out, properties.userId(), PropertyFlags.USER_ID);
    flags |= writeText(out, properties.appId(), PropertyFlags.APP_ID);
    flags |= writeText(out, properties.clusterId(), PropertyFlags.CLUSTER_ID);
    out.setShort(flagsIndex, flags);
  }

  private static boolean has(int flags, int flag) {
    return (flags & flag) != 0;
  }

  private static String text(ArgumentReader in, int flags, int flag) {
    return has(flags, flag) ? in.lenientShortString() : null;
  }

  private static Integer octet(ArgumentReader in, int flags, int flag) {
    return has(flags, flag) ? Integer.valueOf(in.octet()) : null;
  }

  /** Clients send what they like as seconds; times beyond what Java can hold become its limits. */
  private static Instant instant(long seconds) {
    try {
      return Instant.ofEpochSecond(seconds);
    } catch (DateTimeException e) {
      return seconds < 0 ? Instant.MIN : Instant.MAX;
    }
  }

  private static int writeText(ByteBuf out, String value, int flag) {
    if (value == null) {
      return 0;
    }
    ArgumentWriter.writeShortString(out, value);
    return flag;
  }

  private static int writeOctet(ByteBuf out, Integer value, int flag) {
    if (value == null) {
      return 0;
    }
    out.writeByte(value);
    return flag;
  }
}
