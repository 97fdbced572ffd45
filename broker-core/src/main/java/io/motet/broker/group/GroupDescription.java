package io.motet.broker.group;

import java.util.List;

/**
 * A group at one moment.
 *
 * @param type which protocol its members speak, by the front end's name for it
 * @param state where it is in its life, by the front end's name for it
 * @param assignor how its members share the partitions; empty when that is not known
 * @param offsets in no order
 */
public record GroupDescription(
    String name,
    String type,
    String state,
    String assignor,
    List<GroupReader> readers,
    List<GroupOffset> offsets) {

  /** Null when it has not read the partition. */
  public Long offset(String topic, int partition) {
    for (GroupOffset one : offsets) {
      if (one.partition() == partition && one.topic().equals(topic)) {
        return one.offset();
      }
    }
    return null;
  }

  /** Null when nobody reads the partition now. */
  public GroupReader readerOf(String topic, int partition) {
    for (GroupReader reader : readers) {
      if (reader.assigned().getOrDefault(topic, List.of()).contains(partition)) {
        return reader;
      }
    }
    return null;
  }
}
