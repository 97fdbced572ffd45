package io.motet.kafka.generator;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Writes the enum of all requests, with their versions. */
final class ApiKeyEmitter {
  private ApiKeyEmitter() {}

  /** The source of the enum, from the schemas of requests. */
  static String emit(List<Schema> requests) {
    JavaText out = new JavaText();
    out.line("package " + MessageEmitter.PACKAGE + ";")
        .line("")
        .line("import io.motet.kafka.wire.Message;")
        .line("import java.util.function.Supplier;")
        .line("import javax.annotation.processing.Generated;")
        .line("")
        .line("/** The requests that Motet can decode, with the versions that it can. */")
        .line("@Generated(\"io.motet.kafka.generator\")")
        .line("public enum ApiKey {");
    List<Schema> sorted =
        requests.stream().sorted(Comparator.comparingInt(Schema::apiKey)).toList();
    for (int i = 0; i < sorted.size(); i++) {
      Schema schema = sorted.get(i);
      VersionRange versions = schema.versions();
      int newest = schema.lastIsUnstable() ? versions.highest() - 1 : versions.highest();
      int flexible = schema.flexible().isEmpty() ? 32767 : schema.flexible().lowest();
      out.line(
          "%s(%d, \"%s\", %d, %d, %d, %s::new)%s"
              .formatted(
                  constant(schema.name()),
                  schema.apiKey(),
                  shortName(schema.name()),
                  versions.lowest(),
                  newest,
                  flexible,
                  schema.name(),
                  i == sorted.size() - 1 ? ";" : ","));
    }
    out.line("")
        .line("private static final ApiKey[] BY_ID = new ApiKey[128];")
        .line("")
        .line("static {")
        .line("for (ApiKey key : values()) {")
        .line("BY_ID[key.id] = key;")
        .line("}")
        .line("}")
        .line("")
        .line("/** The number on the wire. */")
        .line("public final short id;")
        .line("")
        .line("/** As Kafka calls it, for example {@code Produce}. */")
        .line("public final String title;")
        .line("")
        .line("/** Oldest version that can be decoded. */")
        .line("public final short oldest;")
        .line("")
        .line("/** Newest version that can be decoded. */")
        .line("public final short newest;")
        .line("")
        .line("/** First version with compact lengths and tagged fields. */")
        .line("public final short flexibleFrom;")
        .line("")
        .line("private final Supplier<? extends Message> request;")
        .line("")
        .line(
            "ApiKey(int id, String title, int oldest, int newest, int flexibleFrom,"
                + " Supplier<? extends Message> request) {")
        .line("this.id = (short) id;")
        .line("this.title = title;")
        .line("this.oldest = (short) oldest;")
        .line("this.newest = (short) newest;")
        .line("this.flexibleFrom = (short) flexibleFrom;")
        .line("this.request = request;")
        .line("}")
        .line("")
        .line("/** Null for a number that is not known. */")
        .line("public static ApiKey of(int id) {")
        .line("return id >= 0 && id < BY_ID.length ? BY_ID[id] : null;")
        .line("}")
        .line("")
        .line("/** An empty request, to be read. */")
        .line("public Message newRequest() {")
        .line("return request.get();")
        .line("}")
        .line("}");
    return out.toString();
  }

  private static String shortName(String requestName) {
    return requestName.substring(0, requestName.length() - "Request".length());
  }

  private static String constant(String requestName) {
    return shortName(requestName).replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }
}
