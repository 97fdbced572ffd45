package io.motet.kafka.group.consumer;

import io.motet.kafka.group.modern.MemberSubscription;
import io.motet.kafka.group.modern.PartitionAssignor;
import io.motet.kafka.group.modern.PartitionSet;
import io.motet.kafka.group.modern.SubscribedTopics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Gives all members equally many partitions, as far as their subscriptions allow, and leaves with
 * them what they have.
 */
final class UniformAssignor implements PartitionAssignor {
  private record Partition(UUID topic, int index) {}

  /** A member while partitions are dealt out. */
  private static final class Hand {
    final MemberSubscription member;
    final List<Partition> partitions = new ArrayList<>();

    Hand(MemberSubscription member) {
      this.member = member;
    }

    int size() {
      return partitions.size();
    }

    boolean mayHave(Partition partition) {
      return member.topics().contains(partition.topic);
    }
  }

  @Override
  public String name() {
    return "uniform";
  }

  @Override
  public Map<String, PartitionSet> assign(
      List<MemberSubscription> members, SubscribedTopics topics) {
    Map<Partition, Hand> owners = new HashMap<>();
    List<Hand> hands = new ArrayList<>();
    for (MemberSubscription member : members) {
      Hand hand = new Hand(member);
      hands.add(hand);
      keep(hand, topics, owners);
    }
    List<Partition> free = free(members, topics, owners);
    if (haveTheSameTopics(members)) {
      level(hands, free);
    } else {
      deal(hands, free);
      balance(hands);
    }
    Map<String, PartitionSet> targets = new HashMap<>();
    for (Hand hand : hands) {
      PartitionSet.Builder target = PartitionSet.builder();
      hand.partitions.forEach(partition -> target.add(partition.topic, partition.index));
      targets.put(hand.member.memberId(), target.build());
    }
    return targets;
  }

  private static void keep(Hand hand, SubscribedTopics topics, Map<Partition, Hand> owners) {
    hand.member
        .target()
        .forEach(
            (topic, index) -> {
              Partition partition = new Partition(topic, index);
              boolean exists = index < topics.partitionCount(topic);
              if (exists
                  && hand.mayHave(partition)
                  && owners.putIfAbsent(partition, hand) == null) {
                hand.partitions.add(partition);
              }
            });
  }

  /** Partitions that nobody has, those of topics with few readers first. */
  private static List<Partition> free(
      List<MemberSubscription> members, SubscribedTopics topics, Map<Partition, Hand> owners) {
    Map<UUID, Integer> readers = new TreeMap<>();
    members.forEach(member -> member.topics().forEach(id -> readers.merge(id, 1, Integer::sum)));
    List<UUID> ordered = new ArrayList<>(readers.keySet());
    ordered.sort(Comparator.comparing(readers::get));
    List<Partition> free = new ArrayList<>();
    for (UUID topic : ordered) {
      for (int i = 0; i < topics.partitionCount(topic); i++) {
        Partition partition = new Partition(topic, i);
        if (!owners.containsKey(partition)) {
          free.add(partition);
        }
      }
    }
    return free;
  }

  private static boolean haveTheSameTopics(List<MemberSubscription> members) {
    Set<UUID> first = members.isEmpty() ? Set.of() : members.get(0).topics();
    return members.stream().allMatch(member -> member.topics().equals(first));
  }

  /** Who has more than its share gives up; then all are filled up to their shares. */
  private static void level(List<Hand> hands, List<Partition> free) {
    if (hands.isEmpty()) {
      return;
    }
    int total = free.size() + hands.stream().mapToInt(Hand::size).sum();
    int share = total / hands.size();
    int extras = total % hands.size();
    // One more than the share goes to those who have it already: nothing moves needlessly.
    List<Hand> ordered = new ArrayList<>(hands);
    ordered.sort(Comparator.comparingInt(Hand::size).reversed());
    for (int i = 0; i < ordered.size(); i++) {
      Hand hand = ordered.get(i);
      int quota = share + (i < extras ? 1 : 0);
      while (hand.size() > quota) {
        free.add(hand.partitions.remove(hand.size() - 1));
      }
    }
    int next = 0;
    for (int i = 0; i < ordered.size(); i++) {
      Hand hand = ordered.get(i);
      int quota = share + (i < extras ? 1 : 0);
      while (hand.size() < quota) {
        hand.partitions.add(free.get(next++));
      }
    }
  }

  private static void deal(List<Hand> hands, List<Partition> free) {
    for (Partition partition : free) {
      Hand least = least(hands, partition);
      if (least != null) {
        least.partitions.add(partition);
      }
    }
  }

  private static Hand least(List<Hand> hands, Partition partition) {
    Hand least = null;
    for (Hand hand : hands) {
      if (hand.mayHave(partition) && (least == null || hand.size() < least.size())) {
        least = hand;
      }
    }
    return least;
  }

  /** Moves partitions from who has more to who has less, until no move makes it more even. */
  private static void balance(List<Hand> hands) {
    boolean moved = true;
    while (moved) {
      moved = false;
      List<Hand> fullest = new ArrayList<>(hands);
      fullest.sort(Comparator.comparingInt(Hand::size).reversed());
      for (Hand from : fullest) {
        for (int i = from.size() - 1; i >= 0; i--) {
          Partition partition = from.partitions.get(i);
          Hand to = least(hands, partition);
          if (to != null && to.size() + 1 < from.size()) {
            from.partitions.remove(i);
            to.partitions.add(partition);
            moved = true;
          }
        }
      }
    }
  }
}
