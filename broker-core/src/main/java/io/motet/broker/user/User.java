package io.motet.broker.user;

import java.util.List;

/**
 * A user, without the secret.
 *
 * @param passwordHash base64 of salt and hash, as RabbitMQ exports it; empty when logins by
 *     password are refused
 * @param hashingAlgorithm RabbitMQ's name, for example {@code rabbit_password_hashing_sha256}
 */
public record User(String name, List<String> tags, String passwordHash, String hashingAlgorithm) {

  public boolean hasTag(String tag) {
    return tags.contains(tag);
  }
}
