package io.motet.cli.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many files the system lets this process open: one per connection, and a few more. */
final class OpenFilesLimit {
  /** Room for 10,000 connections and the data files. */
  private static final long ENOUGH = 11_000;

  private static final String LINE = "Max open files";

  private static final Logger LOG = LoggerFactory.getLogger(OpenFilesLimit.class);

  private OpenFilesLimit() {}

  static void warnIfLow() {
    OptionalLong limit = read(Path.of("/proc/self/limits"));
    if (limit.isPresent() && limit.getAsLong() < ENOUGH) {
      LOG.warn(
          "this process may open {} files, which is too few for 10,000 connections;"
              + " raise the limit with 'ulimit -n 65536' or LimitNOFILE=65536 before starting",
          limit.getAsLong());
    }
  }

  /** The hard limit, as the JVM raises the soft one to it; empty where the system tells none. */
  static OptionalLong read(Path limits) {
    try (Stream<String> lines = Files.lines(limits)) {
      return lines
          .filter(line -> line.startsWith(LINE))
          .map(line -> line.substring(LINE.length()).strip().split("\\s+")[1])
          .filter(hard -> hard.matches("\\d+"))
          .mapToLong(Long::parseLong)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
