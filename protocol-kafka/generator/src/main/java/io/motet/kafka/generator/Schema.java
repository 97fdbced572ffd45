package io.motet.kafka.generator;

import java.util.List;

/**
 * A message as its schema describes it.
 *
 * @param kind {@code request}, {@code response}, {@code header} or {@code data}
 * @param apiKey -1 for a message that is neither request nor response
 * @param listeners who serves it: {@code broker}, {@code controller}
 * @param versions all that can be read and written
 * @param lastIsUnstable whether the highest version is still being worked on
 * @param commonStructs structs that several fields use, as fields that declare them
 */
record Schema(
    String name,
    String kind,
    int apiKey,
    List<String> listeners,
    VersionRange versions,
    VersionRange flexible,
    boolean lastIsUnstable,
    List<Field> fields,
    List<Field> commonStructs) {

  boolean isRequest() {
    return kind.equals("request");
  }

  Schema with(VersionRange newVersions, List<Field> newFields, List<Field> newCommonStructs) {
    return new Schema(
        name,
        kind,
        apiKey,
        listeners,
        newVersions,
        flexible,
        lastIsUnstable,
        newFields,
        newCommonStructs);
  }
}
