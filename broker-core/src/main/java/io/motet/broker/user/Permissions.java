package io.motet.broker.user;

/** A user's rights in a virtual host: regular expressions over resource names; empty for none. */
public record Permissions(
    String user, String virtualHost, String configure, String write, String read) {}
