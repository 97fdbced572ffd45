package io.motet.kafka.group.consumer;

import io.motet.kafka.group.modern.PartitionAssignor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The ways in which partitions can be dealt out. */
final class Assignors {
  private static final PartitionAssignor[] ALL = {new UniformAssignor(), new RangeAssignor()};

  private Assignors() {}

  /** The default first. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (PartitionAssignor assignor : ALL) {
      names.add(assignor.name());
    }
    return names;
  }

  /** The one that most members want; the first when nobody wants any. */
  static PartitionAssignor vote(Collection<ConsumerMember> members) {
    PartitionAssignor best = ALL[0];
    long most = 0;
    for (PartitionAssignor assignor : ALL) {
      long votes =
          members.stream()
              .filter(member -> assignor.name().equals(member.subscription().assignor()))
              .count();
      if (votes > most) {
        most = votes;
        best = assignor;
      }
    }
    return best;
  }
}
