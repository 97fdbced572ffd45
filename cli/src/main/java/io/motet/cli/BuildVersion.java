package io.motet.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which Motet this is. */
public final class BuildVersion {
  /** As in the root {@code pom.xml}. */
  public static final String TEXT = read();

  private BuildVersion() {}

  private static String read() {
    try (InputStream in = BuildVersion.class.getResourceAsStream("version.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
