package io.motet.kafka.generator;

import java.util.List;

/** Writes the method that reads a message or struct. */
final class ReadEmitter {
  private final JavaText out;
  private final List<Field> fields;
  private final VersionRange possible;
  private final VersionRange flexible;

  /**
   * @param possible versions in which the struct occurs
   * @param flexible versions in which the message is flexible
   */
  ReadEmitter(JavaText out, List<Field> fields, VersionRange possible, VersionRange flexible) {
    this.out = out;
    this.fields = fields;
    this.possible = possible;
    this.flexible = flexible;
  }

  void emit() {
    out.line("@Override").line("public void read(MessageReader in, short version) {");
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
    out.line("for (int left = in.taggedFieldCount(); left > 0; left--) {")
        .line("int tag = in.tag();")
        .line("int end = in.taggedFieldEnd();");
    List<Field> tagged = fields.stream().filter(Field::isTagged).toList();
    if (!tagged.isEmpty()) {
      out.line("switch (tag) {");
      for (Field field : tagged) {
        VersionRange versions = field.tagged().intersect(possible).intersect(flexible);
        out.line("case " + field.tag() + " -> {");
        boolean begun = out.beginIf(versions.condition(possible.intersect(flexible)));
        emitValue(field, versions, "true");
        out.endIf(begun);
        out.line("}");
      }
      out.line("default -> {").line("}").line("}");
    }
    out.line("in.endTaggedField(end);").line("}");
  }

  private void emitValue(Field field, VersionRange versions, String flexibleArgument) {
    if (field.isArray()) {
      emitArray(field, versions, flexibleArgument);
    } else if (field.isStruct()) {
      emitStruct(field, versions);
    } else {
      out.line(field.javaName() + " = " + single(field, versions, flexibleArgument) + ";");
    }
  }

  /** An expression that reads one value. */
  private static String single(Field field, VersionRange versions, String flexibleArgument) {
    String method = FieldTypes.method(field);
    if (!FieldTypes.isCompact(field)) {
      return "in." + method + "()";
    }
    String nullable = field.isArray() ? "false" : nullable(field, versions);
    return "in." + method + "(" + flexibleArgument + ", " + nullable + ")";
  }

  private static String nullable(Field field, VersionRange versions) {
    return field.nullable().condition(versions);
  }

  private void emitStruct(Field field, VersionRange versions) {
    String name = field.javaName();
    if (!field.nullable().intersect(versions).isEmpty()) {
      out.line("if (in.isPresent()) {");
      out.line(name + " = new " + field.type() + "();").line(name + ".read(in, version);");
      out.line("}");
    } else {
      out.line(name + " = new " + field.type() + "();").line(name + ".read(in, version);");
    }
  }

  private void emitArray(Field field, VersionRange versions, String flexibleArgument) {
    String name = field.javaName();
    String nullable = nullable(field, versions);
    if (field.type().equals("[]int32")) {
      out.line(name + " = in.int32s(" + flexibleArgument + ", " + nullable + ");");
      return;
    }
    String length = name + "Length";
    out.line("int " + length + " = in.arrayLength(" + flexibleArgument + ", " + nullable + ");");
    out.line(name + " = " + length + " < 0 ? null : new ArrayList<>(in.capacity(" + length + "));");
    out.line("for (int i = 0; i < " + length + "; i++) {");
    if (field.isStruct()) {
      String element = field.elementType();
      out.line(element + " element = new " + element + "();")
          .line("element.read(in, version);")
          .line(name + ".add(element);");
    } else {
      out.line(name + ".add(" + single(field, versions, flexibleArgument) + ");");
    }
    out.line("}");
  }
}
