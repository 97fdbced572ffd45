package io.motet.broker.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this machine, for display only: no data depends on it. */
public final class HostName {
  private static final Path FILE = Path.of("/etc/hostname");

  private HostName() {}

  /** Without the domain. The file comes first: asking the resolver may take seconds. */
  public static String shortName() {
    String name = fromFile();
    if (name.isEmpty()) {
      name = fromResolver();
    }
    int dot = name.indexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static String fromFile() {
    try {
      return Files.isReadable(FILE) ? Files.readString(FILE).strip() : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static String fromResolver() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
