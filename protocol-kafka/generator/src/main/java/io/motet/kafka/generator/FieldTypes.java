package io.motet.kafka.generator;

import java.util.Map;

/** How the types of schemas are called in Java, and their defaults. */
final class FieldTypes {
  /**
   * A type of the schema.
   *
   * @param method of MessageReader and MessageWriter
   * @param isCompact whether flexible versions have another form of it
   */
  private record Primitive(String javaType, String boxed, String method, boolean isCompact) {}

  private static final Map<String, Primitive> PRIMITIVES =
      Map.ofEntries(
          Map.entry("bool", new Primitive("boolean", "Boolean", "bool", false)),
          Map.entry("int8", new Primitive("byte", "Byte", "int8", false)),
          Map.entry("int16", new Primitive("short", "Short", "int16", false)),
          Map.entry("uint16", new Primitive("int", "Integer", "uint16", false)),
          Map.entry("int32", new Primitive("int", "Integer", "int32", false)),
          Map.entry("uint32", new Primitive("long", "Long", "uint32", false)),
          Map.entry("int64", new Primitive("long", "Long", "int64", false)),
          Map.entry("float64", new Primitive("double", "Double", "float64", false)),
          Map.entry("uuid", new Primitive("UUID", "UUID", "uuid", false)),
          Map.entry("string", new Primitive("String", "String", "string", true)),
          Map.entry("bytes", new Primitive("byte[]", "byte[]", "bytes", true)),
          Map.entry("records", new Primitive("RecordData", "RecordData", "records", true)));

  private FieldTypes() {}

  static String javaType(Field field) {
    if (field.isArray()) {
      return field.type().equals("[]int32") ? "int[]" : "List<" + boxed(field) + ">";
    }
    return field.isStruct() ? field.type() : primitive(field).javaType();
  }

  static String boxed(Field field) {
    return field.isStruct() ? field.elementType() : primitive(field).boxed();
  }

  /** The method that reads or writes one value, or one element of an array. */
  static String method(Field field) {
    return primitive(field).method();
  }

  static boolean isCompact(Field field) {
    return primitive(field).isCompact();
  }

  /** Whether null can be told apart: strings, bytes, records, arrays and structs. */
  static boolean isReference(Field field) {
    return field.isArray() || field.isStruct() || isCompact(field);
  }

  static String defaultValue(Field field) {
    if (isNullByDefault(field)) {
      return "null";
    }
    if (field.isArray()) {
      return field.type().equals("[]int32") ? "NO_INTS" : "new ArrayList<>()";
    }
    if (field.isStruct()) {
      return "new " + field.type() + "()";
    }
    String text = field.defaultText() == null ? "" : field.defaultText();
    return switch (field.type()) {
      case "string" -> '"' + text + '"';
      case "bytes" -> "NO_BYTES";
      case "uuid" -> "ZERO_UUID";
      case "bool" -> text.isEmpty() ? "false" : text;
      case "int64", "uint32" -> text.isEmpty() ? "0L" : text + "L";
      case "float64" -> text.isEmpty() ? "0.0" : text;
      default -> text.isEmpty() ? "0" : text;
    };
  }

  /** A Java condition that the field has another value than its default. */
  static String isNotDefault(Field field) {
    String name = field.javaName();
    if (isNullByDefault(field)) {
      return name + " != null";
    }
    if (field.isArray()) {
      return name + (field.type().equals("[]int32") ? ".length != 0" : ".size() != 0");
    }
    return switch (field.type()) {
      case "string" -> "!" + defaultValue(field) + ".equals(" + name + ")";
      case "bytes" -> name + ".length != 0";
      case "uuid" -> "!" + name + ".equals(ZERO_UUID)";
      default -> name + " != " + defaultValue(field);
    };
  }

  /** A tagged struct that is not there is null: most never are. */
  private static boolean isNullByDefault(Field field) {
    boolean taggedStruct = field.isTagged() && field.isStruct() && !field.isArray();
    return field.defaultsToNull() || field.type().equals("records") || taggedStruct;
  }

  private static Primitive primitive(Field field) {
    Primitive primitive = PRIMITIVES.get(field.elementType());
    if (primitive == null) {
      throw new IllegalArgumentException("unknown type " + field.type() + " of " + field.name());
    }
    return primitive;
  }
}
