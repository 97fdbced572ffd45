package io.motet.amqp.codec;

import io.netty.buffer.ByteBuf;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Field tables and arrays with the type tags that RabbitMQ uses, which differ from the
 * specification's. Values are those of {@link io.motet.broker.message.MessageProperties}; an
 * unsigned integer comes as the next wider type, text that is not UTF-8 as bytes. Order is kept; of
 * equal names the last wins.
 */
public final class FieldTable {
  /** Tables and arrays may nest so deep; more is malformed. Guards the stack. */
  public static final int MAX_DEPTH = 128;

  private static final long MAX_UNSIGNED_INT = 0xFFFFFFFFL;

  private FieldTable() {}

  /** Reads the entries of a table without its length field. Moves no reader index. */
  public static Map<String, Object> read(ByteBuf source, int index, int length) {
    if (length == 0) {
      return Map.of();
    }
    return readTable(new ArgumentReader().over(source, index, length), length, 0);
  }

  /** Appends a table with its length field. Null is the empty table. */
  public static void write(ByteBuf out, Map<String, Object> table) {
    int lengthIndex = out.writerIndex();
    out.writeInt(0);
    if (table != null) {
      table.forEach(
          (name, value) -> {
            ArgumentWriter.writeShortString(out, name);
            writeValue(out, value);
          });
    }
    out.setInt(lengthIndex, out.writerIndex() - lengthIndex - 4);
  }

  private static Map<String, Object> readTable(ArgumentReader in, int length, int depth) {
    int left = in.remaining() - length;
    Map<String, Object> table = new LinkedHashMap<>();
    while (in.remaining() > left) {
      String name = ArgumentReader.lenientText(in.bytes(in.octet()));
      table.put(name, readValue(in, depth));
    }
    return checkedEnd(in, left, table);
  }

  private static List<Object> readArray(ArgumentReader in, int length, int depth) {
    int left = in.remaining() - length;
    List<Object> array = new ArrayList<>();
    while (in.remaining() > left) {
      array.add(readValue(in, depth));
    }
    return checkedEnd(in, left, array);
  }

  private static <T> T checkedEnd(ArgumentReader in, int left, T value) {
    if (in.remaining() != left) {
      throw malformed("field runs over the end of its table");
    }
    return value;
  }

  private static Object readValue(ArgumentReader in, int depth) {
    int tag = in.octet();
    return switch (tag) {
      case 'S' -> textOrBytes(in.bytes(in.length()));
      case 'x' -> in.bytes(in.length());
      case 'I' -> (int) in.longInteger();
      case 'l', 'L' -> in.longLong();
      case 't' -> in.octet() != 0;
      case 'T' -> instantOrLong(in.longLong());
      case 'b' -> (byte) in.octet();
      case 'B' -> (short) in.octet();
      case 's' -> (short) in.shortInteger();
      case 'u' -> in.shortInteger();
      case 'i' -> in.longInteger();
      case 'f' -> Float.intBitsToFloat((int) in.longInteger());
      case 'd' -> Double.longBitsToDouble(in.longLong());
      case 'D' -> decimal(in);
      case 'V' -> null;
      case 'F', 'A' -> readNested(in, tag, depth + 1);
      default -> throw malformed("unknown field type " + tag);
    };
  }

  private static Object readNested(ArgumentReader in, int tag, int depth) {
    if (depth > MAX_DEPTH) {
      throw malformed("tables nested deeper than " + MAX_DEPTH);
    }
    int length = in.length();
    return tag == 'F' ? readTable(in, length, depth) : readArray(in, length, depth);
  }

  private static BigDecimal decimal(ArgumentReader in) {
    int scale = in.octet();
    return BigDecimal.valueOf(in.longInteger(), scale);
  }

  private static Object instantOrLong(long seconds) {
    try {
      return Instant.ofEpochSecond(seconds);
    } catch (DateTimeException e) {
      return seconds;
    }
  }

  private static Object textOrBytes(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      } catch (CharacterCodingException e) {
        return bytes;
      }
    }
    return text;
  }

  private static void writeValue(ByteBuf out, Object value) {
    if (value == null) {
      out.writeByte('V');
    } else if (value instanceof String text) {
      writeBytes(out, 'S', text.getBytes(StandardCharsets.UTF_8));
    } else if (value instanceof byte[] bytes) {
      writeBytes(out, 'x', bytes);
    } else if (value instanceof Boolean flag) {
      out.writeByte('t').writeByte(flag ? 1 : 0);
    } else if (value instanceof Instant instant) {
      out.writeByte('T').writeLong(instant.getEpochSecond());
    } else if (value instanceof Number number) {
      writeNumber(out, number);
    } else if (value instanceof List<?> list) {
      writeArray(out, list);
    } else if (value instanceof Map<?, ?> map) {
      writeMap(out, map);
    } else {
      throw new IllegalArgumentException("no field type for " + value.getClass().getName());
    }
  }

  private static void writeNumber(ByteBuf out, Number number) {
    if (number instanceof Integer value) {
      out.writeByte('I').writeInt(value);
    } else if (number instanceof Long value) {
      out.writeByte('l').writeLong(value);
    } else if (number instanceof Byte value) {
      out.writeByte('b').writeByte(value);
    } else if (number instanceof Short value) {
      out.writeByte('s').writeShort(value);
    } else if (number instanceof Float value) {
      out.writeByte('f').writeFloat(value);
    } else if (number instanceof BigDecimal value) {
      writeDecimal(out, value);
    } else {
      out.writeByte('d').writeDouble(number.doubleValue());
    }
  }

  /** A decimal has 8 bits of scale and 32 of value; what does not fit goes as text. */
  private static void writeDecimal(ByteBuf out, BigDecimal value) {
    BigInteger unscaled = value.unscaledValue();
    boolean fits =
        value.scale() >= 0
            && value.scale() <= 255
            && unscaled.signum() >= 0
            && unscaled.compareTo(BigInteger.valueOf(MAX_UNSIGNED_INT)) <= 0;
    if (fits) {
      out.writeByte('D').writeByte(value.scale()).writeInt(unscaled.intValue());
    } else {
      writeValue(out, value.toString());
    }
  }

  private static void writeBytes(ByteBuf out, char tag, byte[] bytes) {
    out.writeByte(tag).writeInt(bytes.length).writeBytes(bytes);
  }

  private static void writeArray(ByteBuf out, List<?> list) {
    out.writeByte('A');
    int lengthIndex = out.writerIndex();
    out.writeInt(0);
    list.forEach(value -> writeValue(out, value));
    out.setInt(lengthIndex, out.writerIndex() - lengthIndex - 4);
  }

  @SuppressWarnings("unchecked")
  private static void writeMap(ByteBuf out, Map<?, ?> map) {
    out.writeByte('F');
    write(out, (Map<String, Object>) map);
  }

  static AmqpException malformed(String what) {
    return new AmqpException(ReplyCode.SYNTAX_ERROR, "malformed field table: " + what);
  }
}
