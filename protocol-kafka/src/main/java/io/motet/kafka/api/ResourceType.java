package io.motet.kafka.api;

import static io.motet.kafka.api.Operation.ALTER;
import static io.motet.kafka.api.Operation.ALTER_CONFIGS;
import static io.motet.kafka.api.Operation.CLUSTER_ACTION;
import static io.motet.kafka.api.Operation.CREATE;
import static io.motet.kafka.api.Operation.CREATE_TOKENS;
import static io.motet.kafka.api.Operation.DELETE;
import static io.motet.kafka.api.Operation.DESCRIBE;
import static io.motet.kafka.api.Operation.DESCRIBE_CONFIGS;
import static io.motet.kafka.api.Operation.DESCRIBE_TOKENS;
import static io.motet.kafka.api.Operation.IDEMPOTENT_WRITE;
import static io.motet.kafka.api.Operation.READ;
import static io.motet.kafka.api.Operation.TWO_PHASE_COMMIT;
import static io.motet.kafka.api.Operation.WRITE;

/** What access is controlled of, with the operations that make sense for it. */
public enum ResourceType {
  TOPIC(2, READ, WRITE, CREATE, DELETE, ALTER, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS),
  GROUP(3, READ, DELETE, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS),
  CLUSTER(
      4,
      CREATE,
      ALTER,
      DESCRIBE,
      CLUSTER_ACTION,
      DESCRIBE_CONFIGS,
      ALTER_CONFIGS,
      IDEMPOTENT_WRITE),
  TRANSACTIONAL_ID(5, WRITE, DESCRIBE, TWO_PHASE_COMMIT),
  DELEGATION_TOKEN(6, DESCRIBE),
  USER(7, CREATE_TOKENS, DESCRIBE_TOKENS);

  private final byte code;
  private final int operations;

  ResourceType(int code, Operation... operations) {
    this.code = (byte) code;
    int bits = 0;
    for (Operation operation : operations) {
      bits |= 1 << operation.code();
    }
    this.operations = bits;
  }

  /** The number on the wire. */
  public byte code() {
    return code;
  }

  /** Whether that can be done to it. */
  public boolean has(Operation operation) {
    return (operations & 1 << operation.code()) != 0;
  }
}
