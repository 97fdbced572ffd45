package io.motet.kafka.share.state;

import java.util.List;

/**
 * What a member says of neighbouring records.
 *
 * @param types one for all of them, or one for each
 */
public record Acknowledgement(long firstOffset, long lastOffset, List<AcknowledgeType> types) {
  /** What is said of one of them. */
  public AcknowledgeType typeOf(long offset) {
    return types.size() == 1 ? types.get(0) : types.get((int) (offset - firstOffset));
  }
}
