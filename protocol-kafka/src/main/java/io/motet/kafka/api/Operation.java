package io.motet.kafka.api;

/** What a client does to a resource, as Kafka divides it. */
public enum Operation {
  READ(3),
  WRITE(4),
  CREATE(5),
  DELETE(6),
  ALTER(7),
  DESCRIBE(8),
  CLUSTER_ACTION(9),
  DESCRIBE_CONFIGS(10),
  ALTER_CONFIGS(11),
  IDEMPOTENT_WRITE(12),
  CREATE_TOKENS(13),
  DESCRIBE_TOKENS(14),
  TWO_PHASE_COMMIT(15);

  private final byte code;

  Operation(int code) {
    this.code = (byte) code;
  }

  /** The number on the wire. */
  public byte code() {
    return code;
  }
}
