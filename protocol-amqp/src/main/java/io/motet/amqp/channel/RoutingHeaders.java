package io.motet.amqp.channel;

import io.motet.broker.message.Utf8;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the routing keys that a sender put into the headers CC and BCC, in the encoded table:
 * without them, which is the rule, nothing is decoded. A cursor that is used again for each
 * message.
 */
final class RoutingHeaders {
  private static final byte[] CC = "CC".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BCC = "BCC".getBytes(StandardCharsets.US_ASCII);
  private static final int UNKNOWN_SIZE = -1;

  private List<Utf8> keys = List.of();
  private boolean blind;

  /**
   * Scans the entries of a header table, without its length field.
   *
   * @throws io.motet.amqp.codec.AmqpException 406 when CC or BCC is no array
   */
  void scan(ByteBuf source, int index, int length) {
    clear();
    int position = index;
    int end = index + length;
    while (position + 2 <= end) {
      int nameLength = source.getUnsignedByte(position);
      int nameIndex = position + 1;
      int tagIndex = nameIndex + nameLength;
      if (tagIndex >= end) {
        return;
      }
      int tag = source.getByte(tagIndex);
      int size = sizeOf(source, tag, tagIndex + 1, end);
      if (size == UNKNOWN_SIZE) {
        return;
      }
      if (is(CC, source, nameIndex, nameLength)) {
        addKeys("CC", source, tag, tagIndex + 1, size);
      } else if (is(BCC, source, nameIndex, nameLength)) {
        blind = true;
        addKeys("BCC", source, tag, tagIndex + 1, size);
      }
      position = tagIndex + 1 + size;
    }
  }

  void clear() {
    keys = List.of();
    blind = false;
  }

  /** The further routing keys; empty without any. */
  List<Utf8> keys() {
    return keys;
  }

  /** Whether there is a BCC, which consumers must not see. */
  boolean blind() {
    return blind;
  }

  private void addKeys(String header, ByteBuf source, int tag, int valueIndex, int size) {
    if (tag != 'A') {
      throw ChannelErrors.preconditionFailed(
          "invalid message: {unacceptable_type_in_header,\"" + header + "\"," + type(tag) + "}");
    }
    List<Utf8> found = new ArrayList<>(keys);
    int position = valueIndex + 4;
    int end = valueIndex + size;
    while (position < end) {
      int itemTag = source.getByte(position);
      int itemSize = sizeOf(source, itemTag, position + 1, end);
      if (itemSize == UNKNOWN_SIZE) {
        break;
      }
      if (itemTag == 'S') {
        found.add(Utf8.copyOf(source, position + 5, itemSize - 4));
      }
      position += 1 + itemSize;
    }
    keys = found;
  }

  private static boolean is(byte[] name, ByteBuf source, int index, int length) {
    if (length != name.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (source.getByte(index + i) != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static int sizeOf(ByteBuf source, int tag, int index, int end) {
    int size =
        switch (tag) {
          case 't', 'b', 'B' -> 1;
          case 's', 'u' -> 2;
          case 'I', 'i', 'f' -> 4;
          case 'D' -> 5;
          case 'l', 'L', 'T', 'd' -> 8;
          case 'V' -> 0;
          case 'S', 'x', 'A', 'F' -> lengthPrefixed(source, index, end);
          default -> UNKNOWN_SIZE;
        };
    return size > end - index ? UNKNOWN_SIZE : size;
  }

  private static int lengthPrefixed(ByteBuf source, int index, int end) {
    if (end - index < 4) {
      return UNKNOWN_SIZE;
    }
    long size = 4 + source.getUnsignedInt(index);
    return size > end - index ? UNKNOWN_SIZE : (int) size;
  }

  private static String type(int tag) {
    return switch (tag) {
      case 'S' -> "longstr";
      case 'x' -> "binary";
      case 'F' -> "table";
      case 'I' -> "signedint";
      case 'i' -> "unsignedint";
      case 'l', 'L' -> "long";
      case 'T' -> "timestamp";
      case 'd' -> "double";
      case 'f' -> "float";
      case 't' -> "bool";
      case 'b' -> "byte";
      case 'B' -> "unsignedbyte";
      case 's' -> "short";
      case 'u' -> "unsignedshort";
      case 'D' -> "decimal";
      default -> "void";
    };
  }
}
