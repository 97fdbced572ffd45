package io.motet.gearman.support;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A packet as a test sees it: type, and data with zero bytes shown as {@code |}. */
public record Packet(int type, String data) {
  public static Packet of(int type, String... arguments) {
    return new Packet(type, String.join("|", arguments));
  }

  static Packet read(int type, byte[] data) {
    return new Packet(type, new String(data, StandardCharsets.ISO_8859_1).replace('\0', '|'));
  }

  public List<String> arguments() {
    return Arrays.asList(data.split("\\|", -1));
  }

  /** The argument with that index, from 0. */
  public String argument(int index) {
    return arguments().get(index);
  }
}
