package io.motet.zmtp.pubsub;

import io.motet.broker.message.Utf8;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * The routing key that stands for a topic. Topics are any bytes of any length; routing keys are
 * text of up to 255 bytes, and clients of other protocols fail on what is not. So the key is the
 * longest beginning of the topic that is such text. Of two topics one of which begins with the
 * other, so do the keys: no subscriber is missed.
 */
final class TopicKey {
  static final int MAX_BYTES = 255;

  private static final int CONTINUATION_MASK = 0xc0;
  private static final int CONTINUATION = 0x80;

  private TopicKey() {}

  static Utf8 of(ByteBuf source, int index, int length) {
    return Utf8.copyOf(source, index, length(source, index, length));
  }

  static Utf8 of(byte[] topic) {
    return of(Unpooled.wrappedBuffer(topic), 0, topic.length);
  }

  /** How many bytes of the topic the key has. */
  static int length(ByteBuf source, int index, int length) {
    int most = Math.min(length, MAX_BYTES);
    int at = 0;
    while (at < most) {
      int size = characterBytes(source, index + at, most - at);
      if (size == 0) {
        return at;
      }
      at += size;
    }
    return at;
  }

  /** Bytes of the character there; 0 when it is cut short or none. */
  private static int characterBytes(ByteBuf source, int index, int available) {
    int first = source.getUnsignedByte(index);
    if (first < 0x80) {
      return 1;
    }
    int size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || size > available) {
      return 0;
    }
    for (int i = 1; i < size; i++) {
      if ((source.getByte(index + i) & CONTINUATION_MASK) != CONTINUATION) {
        return 0;
      }
    }
    return isShortestForm(first, source.getUnsignedByte(index + 1)) ? size : 0;
  }

  /** Refuses long forms of short characters, surrogates, and what is beyond Unicode. */
  private static boolean isShortestForm(int first, int second) {
    return switch (first) {
      case 0xe0 -> second >= 0xa0;
      case 0xed -> second < 0xa0;
      case 0xf0 -> second >= 0x90;
      case 0xf4 -> second < 0x90;
      default -> true;
    };
  }
}
