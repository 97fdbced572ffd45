package io.motet.kafka.config;

/** Where the value of a configuration comes from. */
public enum ConfigSource {
  TOPIC(1),
  ALTERED_BROKER_DEFAULT(3),
  SETTINGS(4),
  DEFAULT(5),
  LOGGER(6),
  CLIENT_METRICS(7),
  GROUP(8);

  private final byte code;

  ConfigSource(int code) {
    this.code = (byte) code;
  }

  /** The number on the wire. */
  public byte code() {
    return code;
  }
}
