package io.motet.amqp.channel;

import io.motet.amqp.codec.AmqpMessageFormat;
import io.motet.broker.message.MessageProperties;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.Map;

/** Changes to the properties of a publish: rare, so by way of decoding all of them. */
final class ContentProperties {
  private ContentProperties() {}

  /** Re-encodes with another reply-to. The result is unpooled and needs no release. */
  static ByteBuf withReplyTo(ByteBuf source, int index, int length, String replyTo) {
    MessageProperties old = AmqpMessageFormat.INSTANCE.decode(source, index, length);
    return encode(
        new MessageProperties(
            old.contentType(),
            old.contentEncoding(),
            old.headers(),
            old.deliveryMode(),
            old.priority(),
            old.correlationId(),
            replyTo,
            old.expirationMillis(),
            old.messageId(),
            old.timestamp(),
            old.type(),
            old.userId(),
            old.appId(),
            old.clusterId()));
  }

  /** Re-encodes without a header. The result is unpooled and needs no release. */
  static ByteBuf withoutHeader(ByteBuf source, int index, int length, String header) {
    MessageProperties old = AmqpMessageFormat.INSTANCE.decode(source, index, length);
    Map<String, Object> headers = new HashMap<>(old.headers());
    headers.remove(header);
    return encode(old.withHeaders(headers));
  }

  private static ByteBuf encode(MessageProperties properties) {
    ByteBuf out = Unpooled.buffer();
    AmqpMessageFormat.INSTANCE.encode(properties, out);
    return out;
  }
}
