package io.motet.kafka.group.consumer;

import io.motet.broker.metadata.Fields;
import io.motet.kafka.group.GroupTimers;
import io.motet.kafka.group.modern.MemberFields;
import io.motet.kafka.group.modern.MemberSubscription;
import io.motet.kafka.group.modern.PartitionSet;
import io.motet.kafka.group.modern.SubscribedTopics;
import io.motet.kafka.queue.ReadableTopics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The topics that the members of a group subscribe to, by name or by pattern. On the groups' thread
 * only.
 */
final class GroupTopics {
  private static final String TOPICS = "topics";
  private static final String PATTERNS = "patterns";

  private final ReadableTopics readable;
  private final GroupTimers timers;
  private final int patternRefreshMillis;
  private final TopicPatterns patterns;
  private SubscribedTopics current = SubscribedTopics.NONE;
  private boolean patternsAreFresh;

  GroupTopics(ReadableTopics readable, GroupTimers timers, int patternRefreshMillis) {
    this.readable = readable;
    this.timers = timers;
    this.patternRefreshMillis = patternRefreshMillis;
    this.patterns = new TopicPatterns(readable.topics());
  }

  /** Those that there were at the last {@link #refresh}. */
  SubscribedTopics current() {
    return current;
  }

  /**
   * A member may subscribe to a pattern; null and the empty one are none.
   *
   * @param visible which topics the member may know of
   */
  void addPattern(String pattern, Predicate<String> visible) {
    if (pattern != null && !pattern.isEmpty()) {
      patterns.add(pattern, visible);
    }
  }

  /** Whether other topics, or other partitions, are to be read than when it was last looked. */
  boolean refresh(Collection<ConsumerMember> members, Predicate<String> visible) {
    Set<String> used = new TreeSet<>();
    List<Set<String>> names = new ArrayList<>();
    for (ConsumerMember member : members) {
      names.add(member.subscription().names());
      if (member.subscription().hasPattern()) {
        used.add(member.subscription().pattern());
      }
    }
    patterns.retain(used);
    if (!patterns.isEmpty() && !patternsAreFresh) {
      patterns.refresh(visible);
      patternsAreFresh = true;
      timers.schedule(patternRefreshMillis, () -> patternsAreFresh = false);
    }
    used.forEach(pattern -> names.add(patterns.topics(pattern)));
    SubscribedTopics now = SubscribedTopics.of(names, readable);
    boolean changed = !now.equals(current);
    current = now;
    return changed;
  }

  /** All that a member subscribes to, whether they exist or not. */
  Set<String> names(Subscription subscription) {
    if (!subscription.hasPattern()) {
      return subscription.names();
    }
    Set<String> names = new TreeSet<>(subscription.names());
    names.addAll(patterns.topics(subscription.pattern()));
    return names;
  }

  /**
   * A member as assignors see it.
   *
   * @param target null when it has none
   */
  MemberSubscription subscription(ConsumerMember member, PartitionSet target) {
    return new MemberSubscription(
        member.id(),
        member.identity().instanceId(),
        SubscribedTopics.ids(names(member.subscription()), readable),
        target == null ? PartitionSet.EMPTY : target);
  }

  /** Adds what must be known after a restart to tell what has changed since. */
  void describe(Fields fields) {
    fields.with(TOPICS, MemberFields.table(current)).with(PATTERNS, patterns.table());
  }

  /** Takes back what {@link #describe} added. */
  void restore(Fields fields) {
    current = MemberFields.topics(fields.table(TOPICS));
    patterns.restore(fields.table(PATTERNS));
  }
}
