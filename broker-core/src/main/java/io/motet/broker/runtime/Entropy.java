package io.motet.broker.runtime;

/** Where chance comes from, so that tests and simulations can decide it. Any thread. */
public interface Entropy {
  /** Fills with bytes that nobody can guess: salts, tokens, made-up names. */
  void nextBytes(byte[] target);

  /** From 0 to {@code bound - 1}, evenly; fast, and no secret. */
  int nextInt(int bound);
}
