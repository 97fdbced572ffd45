package io.motet.cli.control.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A user's name and password. */
public record Credentials(String user, String password) {
  /** The value of the Authorization header. */
  String basic() {
    byte[] bytes = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "Credentials[" + user + "]";
  }
}
