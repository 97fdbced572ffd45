package io.motet.kafka.sasl;

/** How far a connection's login is, kept in its session. */
public enum LoginProgress {
  /** A mechanism was agreed on; SaslAuthenticate comes next. */
  AGREED,
  /** The same, by a client so old that its next frame is the bare token. */
  AGREED_ON_BARE_TOKEN
}
