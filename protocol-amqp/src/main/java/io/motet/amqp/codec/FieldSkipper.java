package io.motet.amqp.codec;

import io.netty.buffer.ByteBuf;

/**
 * Steps over encoded field values without decoding them, and refuses what {@link FieldTable} could
 * not read: a message with headers that nobody can read must not get as far as a queue, where it
 * would fail whoever meets it.
 */
public final class FieldSkipper {
  /** Fewer levels than {@link FieldTable} reads: the firehose puts headers into headers. */
  public static final int MAX_DEPTH = FieldTable.MAX_DEPTH - 28;

  private FieldSkipper() {}

  /**
   * The index behind a value.
   *
   * @param tagIndex of the value's type tag
   * @param end of what the value may fill
   * @throws AmqpException when it is malformed
   */
  public static int skipValue(ByteBuf source, int tagIndex, int end) {
    return skipValue(source, tagIndex, end, 0);
  }

  /** The index of a table entry's type tag. */
  public static int skipName(ByteBuf source, int nameIndex, int end) {
    int tagIndex = nameIndex + 1 + source.getUnsignedByte(nameIndex);
    if (tagIndex >= end) {
      throw overrun();
    }
    return tagIndex;
  }

  private static int skipValue(ByteBuf source, int tagIndex, int end, int depth) {
    if (tagIndex >= end) {
      throw overrun();
    }
    int tag = source.getUnsignedByte(tagIndex);
    int index = tagIndex + 1;
    return switch (tag) {
      case 'V' -> index;
      case 't', 'b', 'B' -> advance(index, 1, end);
      case 's', 'u' -> advance(index, 2, end);
      case 'I', 'i', 'f' -> advance(index, 4, end);
      case 'D' -> advance(index, 5, end);
      case 'l', 'L', 'T', 'd' -> advance(index, 8, end);
      case 'S', 'x' -> skipSized(source, index, end);
      case 'A', 'F' -> skipNested(source, tag, index, end, depth + 1);
      default -> throw FieldTable.malformed("unknown field type " + tag);
    };
  }

  private static int skipSized(ByteBuf source, int index, int end) {
    int start = advance(index, 4, end);
    return advance(start, source.getUnsignedInt(index), end);
  }

  private static int skipNested(ByteBuf source, int tag, int index, int end, int depth) {
    if (depth > MAX_DEPTH) {
      throw FieldTable.malformed("tables nested deeper than " + MAX_DEPTH);
    }
    int nestedEnd = skipSized(source, index, end);
    int position = index + 4;
    while (position < nestedEnd) {
      int tagIndex = tag == 'F' ? skipName(source, position, nestedEnd) : position;
      position = skipValue(source, tagIndex, nestedEnd, depth);
    }
    return nestedEnd;
  }

  private static int advance(int index, long length, int end) {
    if (length > end - index) {
      throw overrun();
    }
    return index + (int) length;
  }

  private static AmqpException overrun() {
    return FieldTable.malformed("field runs over the end of its table");
  }
}
