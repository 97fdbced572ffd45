package io.motet.amqp.channel;

import io.motet.amqp.codec.FieldSkipper;
import io.motet.broker.message.Utf8;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the routing keys that a sender put into the headers CC and BCC, in the encoded table:
 * without them, which is the rule, nothing is decoded. Refuses headers that are malformed. A cursor
 * that is used again for each message.
 */
final class RoutingHeaders {
  private static final byte[] CC = "CC".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BCC = "BCC".getBytes(StandardCharsets.US_ASCII);

  private List<Utf8> keys = List.of();
  private boolean blind;

  /**
   * Scans the entries of a header table, without its length field.
   *
   * @throws io.motet.amqp.codec.AmqpException 406 when CC or BCC is no array, 502 when the table is
   *     malformed
   */
  void scan(ByteBuf source, int index, int length) {
    clear();
    int position = index;
    int end = index + length;
    while (position < end) {
      int tagIndex = FieldSkipper.skipName(source, position, end);
      int next = FieldSkipper.skipValue(source, tagIndex, end);
      int nameIndex = position + 1;
      int nameLength = tagIndex - nameIndex;
      if (is(CC, source, nameIndex, nameLength)) {
        addKeys("CC", source, tagIndex, next);
      } else if (is(BCC, source, nameIndex, nameLength)) {
        blind = true;
        addKeys("BCC", source, tagIndex, next);
      }
      position = next;
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

  private void addKeys(String header, ByteBuf source, int tagIndex, int end) {
    int tag = source.getByte(tagIndex);
    if (tag != 'A') {
      throw ChannelErrors.preconditionFailed(
          "invalid message: {unacceptable_type_in_header,\"" + header + "\"," + type(tag) + "}");
    }
    List<Utf8> found = new ArrayList<>(keys);
    int position = tagIndex + 1 + Integer.BYTES;
    while (position < end) {
      int next = FieldSkipper.skipValue(source, position, end);
      if (source.getByte(position) == 'S') {
        int textIndex = position + 1 + Integer.BYTES;
        found.add(Utf8.copyOf(source, textIndex, next - textIndex));
      }
      position = next;
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
