package io.motet.kafka.config;

/** What the values of a configuration are written as. */
public enum ConfigType {
  UNKNOWN(0),
  BOOLEAN(1),
  STRING(2),
  INT(3),
  SHORT(4),
  LONG(5),
  DOUBLE(6),
  LIST(7);

  private final byte code;

  ConfigType(int code) {
    this.code = (byte) code;
  }

  /** The number on the wire. */
  public byte code() {
    return code;
  }
}
