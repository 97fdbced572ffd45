package io.motet.kafka.generator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the Java class of one message, with a nested class per struct. */
final class MessageEmitter {
  static final String PACKAGE = "io.motet.kafka.message";

  /** Of answers that can tell the client to wait. */
  private static final String THROTTLE_TIME = "ThrottleTimeMs";

  private final Schema schema;
  private final JavaText out = new JavaText();

  private MessageEmitter(Schema schema) {
    this.schema = schema;
  }

  /** The source of the class. */
  static String emit(Schema schema) {
    return new MessageEmitter(schema).emit();
  }

  private String emit() {
    out.line("package " + PACKAGE + ";")
        .line("")
        .line("import static io.motet.kafka.wire.Defaults.NO_BYTES;")
        .line("import static io.motet.kafka.wire.Defaults.NO_INTS;")
        .line("import static io.motet.kafka.wire.Defaults.ZERO_UUID;")
        .line("")
        .line("import io.motet.kafka.wire.Message;")
        .line("import io.motet.kafka.wire.MessageReader;")
        .line("import io.motet.kafka.wire.MessageWriter;")
        .line("import io.motet.kafka.wire.RecordData;")
        .line("import io.motet.kafka.wire.ThrottledMessage;")
        .line("import java.util.ArrayList;")
        .line("import java.util.List;")
        .line("import java.util.UUID;")
        .line("import javax.annotation.processing.Generated;")
        .line("")
        .line("/** " + schema.name() + ", made from its schema. */")
        .line("@Generated(\"io.motet.kafka.generator\")")
        .line("@SuppressWarnings(\"all\")");
    emitClass("public final class " + schema.name(), schema.fields(), schema.versions(), true);
    return out.toString();
  }

  private void emitClass(String head, List<Field> fields, VersionRange possible, boolean top) {
    boolean throttled =
        top && fields.stream().anyMatch(field -> field.name().equals(THROTTLE_TIME));
    out.line(head + " implements " + (throttled ? "ThrottledMessage" : "Message") + " {");
    List<Field> present =
        fields.stream().filter(field -> !field.versions().intersect(possible).isEmpty()).toList();
    for (Field field : present) {
      out.line(
          "public %s %s = %s;"
              .formatted(
                  FieldTypes.javaType(field), field.javaName(), FieldTypes.defaultValue(field)));
    }
    if (throttled) {
      out.line("@Override")
          .line("public void setThrottleTimeMs(int millis) {")
          .line("throttleTimeMs = millis;")
          .line("}");
    }
    VersionRange flexible = schema.flexible();
    new ReadEmitter(out, present, possible, flexible).emit();
    new WriteEmitter(out, present, possible, flexible).emit();
    if (top) {
      structs(present, possible)
          .forEach(
              (name, struct) ->
                  emitClass(
                      "public static final class " + name,
                      struct.fields(),
                      struct.versions(),
                      false));
    }
    out.line("}");
  }

  /** All structs at any depth, with the versions in which they can occur. */
  private Map<String, Field> structs(List<Field> fields, VersionRange possible) {
    Map<String, Field> structs = new LinkedHashMap<>();
    collect(fields, possible, structs);
    return structs;
  }

  private void collect(List<Field> fields, VersionRange possible, Map<String, Field> structs) {
    for (Field field : fields) {
      VersionRange versions = field.versions().intersect(possible);
      if (!field.isStruct() || versions.isEmpty()) {
        continue;
      }
      List<Field> members = field.fields();
      if (members.isEmpty()) {
        members = common(field.elementType());
      }
      Field known = structs.get(field.elementType());
      VersionRange all = known == null ? versions : known.versions().join(versions);
      structs.put(
          field.elementType(), field.withVersions(all, field.nullable(), new ArrayList<>(members)));
      collect(members, all, structs);
    }
  }

  private List<Field> common(String name) {
    return schema.commonStructs().stream()
        .filter(struct -> struct.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(schema.name() + " has no struct " + name))
        .fields();
  }
}
