package io.motet.broker.message;

import io.motet.storage.journal.StoredMessage;
import io.netty.buffer.ByteBuf;

/**
 * A message on its way: names, properties in the encoding they came in, body. Content lies in a
 * slab of the shard ({@code content()}, from {@code offset}: properties, then body).
 *
 * <p>Confined to one shard, so its count is a plain int; {@link #copyFor} makes the instance that
 * another shard gets, over the same content. Created with one reference; {@link #release} gives it
 * up.
 */
public final class Message extends StoredMessage {
  /** Longest exchange name or routing key: its length is one byte on the wire and on disk. */
  public static final int MAX_NAME_BYTES = 255;

  private final Utf8 exchange;
  private final Utf8 routingKey;
  private final MessageFormat format;
  private final ByteBuf content;
  private final int offset;
  private final int propertiesSizeBytes;
  private final int bodySizeBytes;
  private final boolean persistent;
  private final byte priority;
  private final long ttlMillis;
  private final long arrivedAtMillis;
  private int references = 1;

  /**
   * @param exchange and {@code routingKey}: at most {@link #MAX_NAME_BYTES}
   * @param content ownership of one reference passes to the message
   * @param priority 0 to 255
   * @param ttlMillis the sender's expiration, or -1
   */
  public Message(
      Utf8 exchange,
      Utf8 routingKey,
      MessageFormat format,
      ByteBuf content,
      int offset,
      int propertiesSizeBytes,
      int bodySizeBytes,
      boolean persistent,
      int priority,
      long ttlMillis,
      long arrivedAtMillis) {
    this.exchange = checkedName(exchange);
    this.routingKey = checkedName(routingKey);
    this.format = format;
    this.content = content;
    this.offset = offset;
    this.propertiesSizeBytes = propertiesSizeBytes;
    this.bodySizeBytes = bodySizeBytes;
    this.persistent = persistent;
    this.priority = (byte) priority;
    this.ttlMillis = ttlMillis;
    this.arrivedAtMillis = arrivedAtMillis;
  }

  private static Utf8 checkedName(Utf8 name) {
    if (name.length() > MAX_NAME_BYTES) {
      throw new IllegalArgumentException(
          "an exchange or routing key of " + name.length() + " bytes is too long: " + name);
    }
    return name;
  }

  /** The exchange it was published to, as sent to consumers. */
  public Utf8 exchange() {
    return exchange;
  }

  public Utf8 routingKey() {
    return routingKey;
  }

  public MessageFormat format() {
    return format;
  }

  public ByteBuf content() {
    return content;
  }

  /** Where the encoded properties begin in {@link #content()}. */
  public int propertiesOffset() {
    return offset;
  }

  public int propertiesSizeBytes() {
    return propertiesSizeBytes;
  }

  /** Where the body begins in {@link #content()}. */
  public int bodyOffset() {
    return offset + propertiesSizeBytes;
  }

  public int bodySizeBytes() {
    return bodySizeBytes;
  }

  public boolean persistent() {
    return persistent;
  }

  public int priority() {
    return priority & 0xff;
  }

  public long ttlMillis() {
    return ttlMillis;
  }

  public long arrivedAtMillis() {
    return arrivedAtMillis;
  }

  /** Decodes the properties; costs, so only where a header matters. */
  public MessageProperties properties() {
    return format.decode(content, offset, propertiesSizeBytes);
  }

  public Message retain() {
    references++;
    return this;
  }

  public void release() {
    if (--references == 0) {
      content.release();
    } else if (references < 0) {
      throw new IllegalStateException("message released more often than retained");
    }
  }

  /** The same message for another shard; call before handing it over. */
  public Message copyFor() {
    return new Message(
        exchange,
        routingKey,
        format,
        content.retain(),
        offset,
        propertiesSizeBytes,
        bodySizeBytes,
        persistent,
        priority(),
        ttlMillis,
        arrivedAtMillis);
  }

  /** Tells a message that was read back where it stands. */
  void readFrom(long position) {
    storedAt(position);
  }

  @Override
  public int encodedSizeBytes() {
    return MessageCodec.sizeBytes(this);
  }

  /** Bytes of the stored form that are not body; see {@link MessageCodec}. */
  public int overheadBytes() {
    return MessageCodec.overheadBytes(this);
  }

  @Override
  public void encode(ByteBuf out) {
    MessageCodec.encode(this, out);
  }
}
