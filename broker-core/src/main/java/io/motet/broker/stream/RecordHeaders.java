package io.motet.broker.stream;

import io.motet.broker.message.Message;
import io.motet.broker.message.MessageProperties;
import io.motet.broker.message.Utf8;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers of the record at hand, and what they say of the message it is. For one thread. */
final class RecordHeaders {
  private static final int PERSISTENT = 2;

  /** By name; the last of a name counts. */
  private final Map<String, byte[]> byName = new LinkedHashMap<>();

  /**
   * Forgets those of the record before. What a producer wrote is not checked before: a lying header
   * costs its record the rest.
   *
   * @return false when that was so
   */
  boolean read(ByteBuffer from) {
    byName.clear();
    try {
      long count = Varints.read(from);
      for (long i = 0; i < count; i++) {
        byte[] name = bytes(from);
        byte[] value = bytes(from);
        if (name != null && value != null) {
          byName.put(new String(name, StandardCharsets.UTF_8), value);
        }
      }
      return true;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] bytes(ByteBuffer from) {
    long size = Varints.read(from);
    if (size < 0) {
      return null;
    }
    if (size > from.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[(int) size];
    from.get(bytes);
    return bytes;
  }

  /** Takes a header out; null when absent. */
  byte[] take(String name) {
    return byName.remove(name);
  }

  /**
   * The properties of a message that the record is; takes headers out.
   *
   * @param key null for none
   * @param timestampMillis negative for none
   */
  MessageProperties properties(byte[] key, long timestampMillis) {
    String contentType = takeText(RecordNames.CONTENT_TYPE);
    String contentEncoding = takeText(RecordNames.CONTENT_ENCODING);
    String correlationId = takeText(RecordNames.CORRELATION_ID);
    String replyTo = takeText(RecordNames.REPLY_TO);
    String messageId = takeText(RecordNames.MESSAGE_ID);
    String type = takeText(RecordNames.TYPE);
    String appId = takeText(RecordNames.APP_ID);
    Map<String, Object> table = new LinkedHashMap<>();
    byName.forEach(
        (name, value) -> {
          if (name.length() > 0 && Utf8.of(name).length() <= Message.MAX_NAME_BYTES) {
            table.put(name, textOrBytes(value));
          }
        });
    if (key != null) {
      table.put(RecordNames.KEY, textOrBytes(key));
    }
    return new MessageProperties(
        contentType,
        contentEncoding,
        table,
        PERSISTENT,
        null,
        correlationId,
        replyTo,
        null,
        messageId,
        timestampMillis < 0 ? null : Instant.ofEpochMilli(timestampMillis),
        type,
        null,
        appId,
        null);
  }

  /** Takes a header out; null when absent, too long for a property, or no text. */
  private String takeText(String name) {
    byte[] value = byName.get(name);
    if (value == null
        || value.length > Message.MAX_NAME_BYTES
        || !(textOrBytes(value) instanceof String text)) {
      return null;
    }
    byName.remove(name);
    return text;
  }

  private static Object textOrBytes(byte[] value) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      return value;
    }
  }
}
