package io.motet.amqp.codec;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads the fields of one method, or a field table, out of a range of a buffer. A cursor that is
 * set again for each range; moves no reader index and keeps no reference of its own. Not
 * thread-safe.
 */
public final class ArgumentReader {
  private ByteBuf source;
  private int start;
  private int position;
  private int end;

  /** Starts at {@code index} of a buffer that stays valid while this reads. */
  public ArgumentReader over(ByteBuf buffer, int index, int length) {
    source = buffer;
    start = index;
    position = index;
    end = index + length;
    return this;
  }

  public int octet() {
    return source.getUnsignedByte(advance(1));
  }

  public int shortInteger() {
    return source.getUnsignedShort(advance(2));
  }

  public long longInteger() {
    return source.getUnsignedInt(advance(4));
  }

  public long longLong() {
    return source.getLong(advance(8));
  }

  /** A short string; must be UTF-8. */
  public String shortString() {
    int length = octet();
    return utf8(bytes(length));
  }

  /** A short string whose bytes, where they are not UTF-8, become question marks. */
  public String lenientShortString() {
    int length = octet();
    return lenientText(bytes(length));
  }

  /**
   * Text of bytes that may not be UTF-8. What is not becomes a question mark, which is one byte: so
   * the text never takes more bytes than it came in, and can be written again as a short string.
   */
  static String lenientText(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .replaceWith("?")
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("malformed input is replaced", e);
    }
  }

  public LongString longString() {
    return LongString.of(bytes(length()));
  }

  public Map<String, Object> table() {
    int length = length();
    return FieldTable.read(source, advance(length), length);
  }

  /** Index of the next byte in the buffer. */
  public int position() {
    return position;
  }

  public int remaining() {
    return end - position;
  }

  /**
   * Skips bytes.
   *
   * @return the index of the first one
   */
  public int advance(int length) {
    if (length < 0 || length > end - position) {
      throw malformed();
    }
    int at = position;
    position += length;
    return at;
  }

  /** Checks that nothing is left. */
  public void expectEnd() {
    if (position != end) {
      throw malformed();
    }
  }

  int length() {
    long length = longInteger();
    if (length > end - position) {
      throw malformed();
    }
    return (int) length;
  }

  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    source.getBytes(advance(length), bytes);
    return bytes;
  }

  private AmqpException malformed() {
    return new AmqpException(
        ReplyCode.FRAME_ERROR, "cannot decode " + ErlangTerm.bytes(source, start, end - start));
  }

  private static String utf8(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      } catch (CharacterCodingException e) {
        throw AmqpException.blamingNoMethod(ReplyCode.FRAME_ERROR, "Malformed UTF-8 in shortstr");
      }
    }
    return text;
  }
}
