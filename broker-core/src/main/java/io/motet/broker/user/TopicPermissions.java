package io.motet.broker.user;

/** A user's rights on the routing keys of a topic exchange. */
public record TopicPermissions(
    String user, String virtualHost, String exchange, String write, String read) {}
