package io.motet.kafka.group;

import io.motet.broker.metadata.Fields;
import java.util.Map;

/**
 * A group as it was when it was last written.
 *
 * @param members by id
 */
public record SavedGroup(String id, Fields fields, Map<String, Fields> members) {
  /** The field with the epoch, or generation, of a group of any type. */
  public static final String EPOCH = "epoch";

  static final String TYPE = "type";

  /** The last epoch that was durable. */
  public int epoch() {
    return (int) fields.number(EPOCH, 0);
  }
}
