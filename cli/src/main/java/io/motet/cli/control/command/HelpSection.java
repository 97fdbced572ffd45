package io.motet.cli.control.command;

/** Where help lists a command. In the order of the list. */
public enum HelpSection {
  HELP("Help"),
  NODES("Nodes"),
  CLUSTER("Cluster"),
  USERS("Users"),
  ACCESS_CONTROL("Access Control"),
  MONITORING("Monitoring, observability and health checks"),
  POLICIES("Policies"),
  VIRTUAL_HOSTS("Virtual hosts"),
  OPERATIONS("Operations"),
  QUEUES("Queues"),
  TOPICS("Topics and groups");

  private final String title;

  HelpSection(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
