package io.motet.zmtp.message;

import io.motet.broker.metadata.Fields;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Reads {@link PropertiesLayout} in place. Used again for every message; not thread-safe. */
final class PropertiesView {
  private ByteBuf source;
  private int end;
  private int flags;
  private int correlationIndex;
  private int replyToIndex;
  private int otherIndex;
  private int frameCount;
  private int[] frameLengths = new int[8];

  /**
   * Reads; the buffer is lent until the next call.
   *
   * @throws IllegalStateException when the bytes are not properties
   */
  PropertiesView wrap(ByteBuf buffer, int index, int length) {
    source = buffer;
    end = index + length;
    if (length == 0) {
      flags = 0;
      return this;
    }
    flags = buffer.getByte(index);
    int at = index + 1;
    if (has(PropertiesLayout.CORRELATION_ID)) {
      correlationIndex = at;
      at = afterText(at);
    }
    if (has(PropertiesLayout.REPLY_TO)) {
      replyToIndex = at;
      at = afterText(at);
    }
    if (has(PropertiesLayout.FRAMES)) {
      at = readFrames(at);
    }
    otherIndex = at;
    return this;
  }

  private int afterText(int at) {
    need(at, 2);
    int length = source.getUnsignedShort(at);
    need(at + 2, length);
    return at + 2 + length;
  }

  private int readFrames(int at) {
    need(at, 2);
    frameCount = source.getUnsignedShort(at);
    need(at + 2, 4 * frameCount);
    if (frameCount > frameLengths.length) {
      frameLengths = new int[frameCount];
    }
    for (int i = 0; i < frameCount; i++) {
      frameLengths[i] = source.getInt(at + 2 + 4 * i);
    }
    return at + 2 + 4 * frameCount;
  }

  private void need(int at, int bytes) {
    if (bytes < 0 || at + bytes > end) {
      throw new IllegalStateException("properties of a ZMTP message are cut short");
    }
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Null when absent. */
  String correlationId() {
    return has(PropertiesLayout.CORRELATION_ID) ? text(correlationIndex) : null;
  }

  /** Null when absent. */
  String replyTo() {
    return has(PropertiesLayout.REPLY_TO) ? text(replyToIndex) : null;
  }

  private String text(int at) {
    return source.toString(at + 2, source.getUnsignedShort(at), StandardCharsets.UTF_8);
  }

  int frameCount() {
    return frameCount;
  }

  /** The first {@link #frameCount} count; valid until the next {@link #wrap}. */
  int[] frameLengths() {
    return frameLengths;
  }

  /** Null when absent. */
  Fields other() {
    if (!has(PropertiesLayout.OTHER)) {
      return null;
    }
    need(otherIndex, 4);
    int length = source.getInt(otherIndex);
    need(otherIndex + 4, length);
    byte[] bytes = new byte[length];
    source.getBytes(otherIndex + 4, bytes);
    return Fields.decode(bytes);
  }
}
