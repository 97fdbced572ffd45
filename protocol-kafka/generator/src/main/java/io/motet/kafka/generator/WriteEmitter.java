package io.motet.kafka.generator;

import java.util.Comparator;
import java.util.List;

/** Writes the method that writes a message or struct. */
final class WriteEmitter {
  private final JavaText out;
  private final List<Field> fields;
  private final VersionRange possible;
  private final VersionRange flexible;

  /**
   * @param possible versions in which the struct occurs
   * @param flexible versions in which the message is flexible
   */
  WriteEmitter(JavaText out, List<Field> fields, VersionRange possible, VersionRange flexible) {
    this.out = out;
    this.fields = fields;
    this.possible = possible;
    this.flexible = flexible;
  }

  void emit() {
    out.line("@Override").line("public void write(MessageWriter out, short version) {");
    String isFlexible = flexible.condition(possible);
    out.line("boolean flexible = " + isFlexible + ";");
    for (Field field : fields) {
      if (!field.isTagged()) {
        boolean begun = out.beginIf(field.versions().condition(possible));
        emitValue(field, field.versions().intersect(possible), flexibleOf(field));
        out.endIf(begun);
      }
    }
    if (!isFlexible.equals("false")) {
      boolean begun = out.beginIf(isFlexible.equals("true") ? "true" : "flexible");
      emitTagged();
      out.endIf(begun);
    }
    out.line("}");
  }

  private static String flexibleOf(Field field) {
    return field.flexible() != null && field.flexible().isEmpty() ? "false" : "flexible";
  }

  private void emitTagged() {
    List<Field> tagged =
        fields.stream()
            .filter(Field::isTagged)
            .filter(field -> !taggedVersions(field).isEmpty())
            .sorted(Comparator.comparingInt(Field::tag))
            .toList();
    if (tagged.isEmpty()) {
      out.line("out.unsignedVarint(0);");
      return;
    }
    out.line("int tagged = 0;");
    for (Field field : tagged) {
      out.line("if (" + isPresent(field) + ") {").line("tagged++;").line("}");
    }
    out.line("out.unsignedVarint(tagged);");
    for (Field field : tagged) {
      out.line("if (" + isPresent(field) + ") {")
          .line("int start = out.beginTaggedField(" + field.tag() + ");");
      emitValue(field, taggedVersions(field), "true");
      out.line("out.endTaggedField(start);").line("}");
    }
  }

  private VersionRange taggedVersions(Field field) {
    return field.tagged().intersect(possible).intersect(flexible);
  }

  private String isPresent(Field field) {
    String inVersion = taggedVersions(field).condition(possible.intersect(flexible));
    String set = FieldTypes.isNotDefault(field);
    return inVersion.equals("true") ? set : inVersion + " && (" + set + ")";
  }

  private void emitValue(Field field, VersionRange versions, String flexibleArgument) {
    String name = field.javaName();
    if (field.isArray()) {
      emitArray(field, versions, flexibleArgument);
    } else if (field.isStruct()) {
      if (!field.nullable().intersect(versions).isEmpty()) {
        out.line("out.present(" + name + " != null);").line("if (" + name + " != null) {");
        out.line(name + ".write(out, version);").line("}");
      } else {
        out.line(name + ".write(out, version);");
      }
    } else {
      emitSingle(field, name, flexibleArgument);
    }
  }

  private void emitSingle(Field field, String value, String flexibleArgument) {
    String more = FieldTypes.isCompact(field) ? ", " + flexibleArgument : "";
    out.line("out." + FieldTypes.method(field) + "(" + value + more + ");");
  }

  private void emitArray(Field field, VersionRange versions, String flexibleArgument) {
    String name = field.javaName();
    if (field.type().equals("[]int32")) {
      out.line("out.int32s(" + name + ", " + flexibleArgument + ");");
      return;
    }
    boolean nullable = !field.nullable().intersect(versions).isEmpty();
    if (nullable) {
      out.line("if (" + name + " == null) {")
          .line("out.arrayLength(-1, " + flexibleArgument + ");")
          .line("}");
      out.line("if (" + name + " != null) {");
    }
    out.line("out.arrayLength(" + name + ".size(), " + flexibleArgument + ");")
        .line("for (" + FieldTypes.boxed(field) + " element : " + name + ") {");
    if (field.isStruct()) {
      out.line("element.write(out, version);");
    } else {
      emitSingle(field, "element", flexibleArgument);
    }
    out.line("}");
    if (nullable) {
      out.line("}");
    }
  }
}
