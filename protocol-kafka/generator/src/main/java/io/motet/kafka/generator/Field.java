package io.motet.kafka.generator;

import java.util.List;

/**
 * A field of a message or of a struct in it.
 *
 * @param type as the schema names it: {@code int32}, {@code []string}, {@code []FetchTopic}
 * @param flexible versions in which it has the compact form; null as the message says
 * @param tag number among the tagged fields
 * @param defaultText null when the schema names none
 * @param fields of the struct that it declares, empty for any other
 */
record Field(
    String name,
    String type,
    VersionRange versions,
    VersionRange nullable,
    VersionRange tagged,
    VersionRange flexible,
    int tag,
    String defaultText,
    List<Field> fields) {

  boolean isArray() {
    return type.startsWith("[]");
  }

  /** The type itself, or that of an array's elements. */
  String elementType() {
    return isArray() ? type.substring(2) : type;
  }

  /** Whether its values, or its elements, are structs. */
  boolean isStruct() {
    return Character.isUpperCase(elementType().charAt(0));
  }

  boolean isTagged() {
    return !tagged.isEmpty();
  }

  /** As a Java field. */
  String javaName() {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  boolean defaultsToNull() {
    return "null".equals(defaultText);
  }

  Field withVersions(VersionRange newVersions, VersionRange newNullable, List<Field> newFields) {
    return new Field(
        name, type, newVersions, newNullable, tagged, flexible, tag, defaultText, newFields);
  }
}
