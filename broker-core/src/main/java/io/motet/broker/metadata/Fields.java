package io.motet.broker.metadata;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One metadata record: named fields. Values are String, byte[], Boolean, Byte, Short, Integer,
 * Long, Float, Double, BigDecimal, Instant, List, Map and null; they come back with the type they
 * went in with. Not thread-safe.
 */
public final class Fields {
  private final Map<String, Object> values;

  private Fields(Map<String, Object> values) {
    this.values = values;
  }

  public static Fields empty() {
    return new Fields(new LinkedHashMap<>());
  }

  /** Reads what {@link #encode} wrote. Throws IllegalStateException for anything else. */
  public static Fields decode(byte[] bytes) {
    return new Fields(FieldCodec.decode(bytes));
  }

  public Fields with(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** Records within the record. */
  public Fields withRecords(String name, List<Fields> records) {
    return with(name, records.stream().map(record -> record.values).toList());
  }

  /** Whether there is such a field, with a value. */
  public boolean has(String name) {
    return values.get(name) != null;
  }

  /** Equal fields give equal bytes, in whatever order they were set. */
  public byte[] encode() {
    return FieldCodec.encode(values);
  }

  /** Null when absent. */
  public String text(String name) {
    return (String) values.get(name);
  }

  /** Null when absent. */
  public byte[] bytes(String name) {
    return (byte[]) values.get(name);
  }

  /** False when absent. */
  public boolean flag(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  /** The default when absent. */
  public long number(String name, long absent) {
    return values.get(name) instanceof Number number ? number.longValue() : absent;
  }

  /** Empty when absent. */
  @SuppressWarnings("unchecked")
  public Map<String, Object> table(String name) {
    Object value = values.get(name);
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  /** What {@link #withRecords} took; empty when absent. */
  @SuppressWarnings("unchecked")
  public List<Fields> records(String name) {
    Object value = values.get(name);
    if (value == null) {
      return List.of();
    }
    return ((List<?>) value)
        .stream().map(record -> new Fields((Map<String, Object>) record)).toList();
  }

  /** Empty when absent. */
  public List<String> texts(String name) {
    Object value = values.get(name);
    if (value == null) {
      return List.of();
    }
    return ((List<?>) value).stream().map(String.class::cast).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fields that && Arrays.equals(encode(), that.encode());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encode());
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
