package io.motet.broker.runtime;

import java.util.Base64;

/** Where chance comes from, so that tests and simulations can decide it. Any thread. */
public interface Entropy {
  /** Fills with bytes that nobody can guess: salts, tokens, made-up names. */
  void nextBytes(byte[] target);

  /** From 0 to {@code bound - 1}, evenly; fast, and no secret. */
  int nextInt(int bound);

  /** A name that nobody can guess, in RabbitMQ's form: a prefix and 22 characters of chance. */
  default String madeUpName(String prefix) {
    byte[] chance = new byte[16];
    nextBytes(chance);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(chance);
  }
}
