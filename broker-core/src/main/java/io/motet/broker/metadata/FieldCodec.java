package io.motet.broker.metadata;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes of a metadata record: a version, then named fields, each value with a type tag.
 *
 * <p>Not JSON, because arguments must come back with their exact type (a byte is not an int, bytes
 * are no text) and because a start must not load a JSON library. A later version may add fields
 * freely; the version changes only when the layout of a value does. Maps are written in key order,
 * so equal records have equal bytes.
 */
final class FieldCodec {
  private static final int VERSION = 1;

  private FieldCodec() {}

  static byte[] encode(Map<String, Object> fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      writeMap(out, fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Throws IllegalStateException for bytes that no version of this class wrote. */
  static Map<String, Object> decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalStateException("metadata record of unknown version " + version);
      }
      return readMap(in);
    } catch (IOException e) {
      throw new IllegalStateException("metadata record is cut short", e);
    }
  }

  private static void writeMap(DataOutputStream out, Map<?, ?> map) throws IOException {
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put((String) key, value));
    out.writeInt(sorted.size());
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      writeText(out, entry.getKey());
      writeValue(out, entry.getValue());
    }
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void writeValue(DataOutputStream out, Object value) throws IOException {
    if (value == null) {
      out.writeByte('V');
    } else if (value instanceof String text) {
      out.writeByte('S');
      writeText(out, text);
    } else if (value instanceof Boolean flag) {
      out.writeByte(flag ? 't' : 'f');
    } else if (value instanceof Number number) {
      writeNumber(out, number);
    } else if (value instanceof byte[] bytes) {
      out.writeByte('x');
      writeBytes(out, bytes);
    } else if (value instanceof Instant instant) {
      out.writeByte('T');
      out.writeLong(instant.getEpochSecond());
      out.writeInt(instant.getNano());
    } else if (value instanceof Map<?, ?> map) {
      out.writeByte('M');
      writeMap(out, map);
    } else if (value instanceof Iterable<?> items) {
      writeList(out, items);
    } else {
      throw new IllegalArgumentException("a value of " + value.getClass() + " cannot be stored");
    }
  }

  private static void writeNumber(DataOutputStream out, Number number) throws IOException {
    if (number instanceof Byte) {
      out.writeByte('b');
      out.writeByte(number.byteValue());
    } else if (number instanceof Short) {
      out.writeByte('s');
      out.writeShort(number.shortValue());
    } else if (number instanceof Integer) {
      out.writeByte('i');
      out.writeInt(number.intValue());
    } else if (number instanceof Long) {
      out.writeByte('l');
      out.writeLong(number.longValue());
    } else if (number instanceof Float) {
      out.writeByte('F');
      out.writeFloat(number.floatValue());
    } else if (number instanceof Double) {
      out.writeByte('D');
      out.writeDouble(number.doubleValue());
    } else if (number instanceof BigDecimal decimal) {
      out.writeByte('d');
      out.writeInt(decimal.scale());
      writeBytes(out, decimal.unscaledValue().toByteArray());
    } else {
      throw new IllegalArgumentException("a value of " + number.getClass() + " cannot be stored");
    }
  }

  private static void writeList(DataOutputStream out, Iterable<?> items) throws IOException {
    List<Object> list = new ArrayList<>();
    items.forEach(list::add);
    out.writeByte('A');
    out.writeInt(list.size());
    for (Object item : list) {
      writeValue(out, item);
    }
  }

  private static Map<String, Object> readMap(DataInputStream in) throws IOException {
    int size = in.readInt();
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      String key = readText(in);
      map.put(key, readValue(in));
    }
    return map;
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("length " + length + " in a metadata record");
    }
    return in.readNBytes(length);
  }

  private static Object readValue(DataInputStream in) throws IOException {
    char tag = (char) in.readByte();
    return switch (tag) {
      case 'V' -> null;
      case 'S' -> readText(in);
      case 't' -> Boolean.TRUE;
      case 'f' -> Boolean.FALSE;
      case 'b' -> in.readByte();
      case 's' -> in.readShort();
      case 'i' -> in.readInt();
      case 'l' -> in.readLong();
      case 'F' -> in.readFloat();
      case 'D' -> in.readDouble();
      case 'd' -> readDecimal(in);
      case 'x' -> readBytes(in);
      case 'T' -> Instant.ofEpochSecond(in.readLong(), in.readInt());
      case 'M' -> readMap(in);
      case 'A' -> readList(in);
      default -> throw new IllegalStateException("metadata value of unknown type " + tag);
    };
  }

  private static BigDecimal readDecimal(DataInputStream in) throws IOException {
    int scale = in.readInt();
    return new BigDecimal(new BigInteger(readBytes(in)), scale);
  }

  private static List<Object> readList(DataInputStream in) throws IOException {
    int size = in.readInt();
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(readValue(in));
    }
    return list;
  }
}
