package io.motet.kafka.api;

/** Rules that narrow what the permissions of users allow. Any thread; asked for every request. */
@FunctionalInterface
public interface AccessRules {
  /** Whether the client may do that to the resource, as far as the rules go. */
  boolean allow(ClientSession session, Operation operation, ResourceType type, String name);
}
