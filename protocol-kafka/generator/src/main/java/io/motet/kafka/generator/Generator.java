package io.motet.kafka.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The program that the build runs: schemas in, Java out. */
public final class Generator {
  /** What is of use beside requests and responses of brokers. */
  private static final Set<String> OTHERS =
      Set.of(
          "RequestHeader",
          "ResponseHeader",
          "ConsumerProtocolSubscription",
          "ConsumerProtocolAssignment");

  private Generator() {}

  /**
   * Emits all messages.
   *
   * @param arguments directory of the newest schemas, directory of the schemas that still have old
   *     versions, directory for the sources
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("usage: NEWEST_SCHEMAS OLDER_SCHEMAS SOURCES");
    }
    Map<String, Schema> newest = SchemaReader.readAll(Path.of(arguments[0]));
    Map<String, Schema> older = SchemaReader.readAll(Path.of(arguments[1]));
    Path target = Path.of(arguments[2], MessageEmitter.PACKAGE.split("\\."));
    Files.createDirectories(target);
    List<Schema> requests = new ArrayList<>();
    for (Schema schema : newest.values()) {
      if (isWanted(schema, newest)) {
        Schema merged = SchemaMerger.merge(schema, older.get(schema.name()));
        write(target.resolve(merged.name() + ".java"), MessageEmitter.emit(merged));
        if (merged.isRequest()) {
          requests.add(merged);
        }
      }
    }
    write(target.resolve("ApiKey.java"), ApiKeyEmitter.emit(requests));
    write(
        target.resolve("package-info.java"),
        "/** Kafka's messages: plain carriers of fields, made from the schemas while building. */\n"
            + "package "
            + MessageEmitter.PACKAGE
            + ";\n");
  }

  /** Requests that brokers serve, their responses, and a few more. */
  private static boolean isWanted(Schema schema, Map<String, Schema> all) {
    return switch (schema.kind()) {
      case "request" -> schema.listeners().contains("broker");
      case "response" -> {
        Schema request = all.get(schema.name().replaceFirst("Response$", "Request"));
        yield request != null && request.listeners().contains("broker");
      }
      default -> OTHERS.contains(schema.name());
    };
  }

  /** Leaves an equal file alone, so that nothing is compiled again for nothing. */
  private static void write(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.writeString(file, text);
    }
  }
}
