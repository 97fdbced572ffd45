package io.motet.kafka.generator;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads schemas: JSON with comments. */
final class SchemaReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

  private SchemaReader() {}

  /** All schemas of a directory that have a version, by name. */
  static Map<String, Schema> readAll(Path directory) throws IOException {
    Map<String, Schema> schemas = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> children = Files.list(directory)) {
      files = children.filter(file -> file.toString().endsWith(".json")).toList();
    }
    for (Path file : files) {
      Schema schema = read(Files.readString(file));
      if (!schema.versions().isEmpty()) {
        schemas.put(schema.name(), schema);
      }
    }
    if (schemas.isEmpty()) {
      throw new IOException("no schemas in " + directory);
    }
    return schemas;
  }

  static Schema read(String text) throws IOException {
    JsonNode json = JSON.readTree(text);
    List<String> listeners = new ArrayList<>();
    json.path("listeners").forEach(listener -> listeners.add(listener.asText()));
    return new Schema(
        json.get("name").asText(),
        json.get("type").asText(),
        json.path("apiKey").asInt(-1),
        listeners,
        VersionRange.parse(json.get("validVersions").asText()),
        versions(json, "flexibleVersions"),
        json.path("latestVersionUnstable").asBoolean(false),
        fields(json.path("fields")),
        commonStructs(json.path("commonStructs")));
  }

  private static List<Field> fields(JsonNode array) {
    List<Field> fields = new ArrayList<>();
    array.forEach(json -> fields.add(field(json)));
    return fields;
  }

  private static Field field(JsonNode json) {
    return new Field(
        json.get("name").asText(),
        json.get("type").asText(),
        versions(json, "versions"),
        versions(json, "nullableVersions"),
        versions(json, "taggedVersions"),
        json.has("flexibleVersions") ? versions(json, "flexibleVersions") : null,
        json.path("tag").asInt(-1),
        json.has("default") ? json.get("default").asText() : null,
        fields(json.path("fields")));
  }

  private static List<Field> commonStructs(JsonNode array) {
    List<Field> structs = new ArrayList<>();
    for (JsonNode json : array) {
      structs.add(
          new Field(
              json.get("name").asText(),
              json.get("name").asText(),
              versions(json, "versions"),
              VersionRange.NONE,
              VersionRange.NONE,
              null,
              -1,
              null,
              fields(json.path("fields"))));
    }
    return structs;
  }

  private static VersionRange versions(JsonNode json, String name) {
    return VersionRange.parse(json.path(name).asText(null));
  }
}
