package io.motet.cli.control.command;

import io.motet.cli.control.api.ApiUnavailableException;
import io.motet.cli.control.api.ManagementApi;

/** The broker's name for messages: as given with {@code --node}, else as the broker says. */
public final class NodeName {
  private final String given;
  private final ManagementApi api;
  private String asked;

  /**
   * @param given null when the command line names none
   */
  public NodeName(String given, ManagementApi api) {
    this.given = given;
    this.api = api;
  }

  /** Asks the broker once when it has to; a broker that is down has no name but its address. */
  public String name() {
    if (given != null) {
      return given;
    }
    if (asked == null) {
      asked = ask();
    }
    return asked;
  }

  /** As {@link #name}, for a broker that did not answer: asks nothing. */
  public String nameOrAddress() {
    if (given != null) {
      return given;
    }
    return asked == null ? api.base().toString() : asked;
  }

  private String ask() {
    try {
      Object node = api.get("overview").object().get("node");
      return node == null ? api.base().toString() : node.toString();
    } catch (ApiUnavailableException e) {
      return api.base().toString();
    }
  }
}
