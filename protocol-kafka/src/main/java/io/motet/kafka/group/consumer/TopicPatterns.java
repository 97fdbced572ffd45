package io.motet.kafka.group.consumer;

import io.motet.broker.topic.Topic;
import io.motet.broker.topic.Topics;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.group.GroupException;
import io.motet.kafka.pattern.ClientPattern;
import io.motet.kafka.pattern.InvalidPatternException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The patterns that members of a group subscribe to, and which topics match them: in RE2's syntax,
 * whose time is linear in the name's length. On the groups' thread only.
 */
final class TopicPatterns {
  private static final Logger log = LoggerFactory.getLogger(TopicPatterns.class);

  private record Resolved(ClientPattern pattern, Set<String> topics) {}

  private final Topics topics;
  private final Map<String, Resolved> resolved = new HashMap<>();

  TopicPatterns(Topics topics) {
    this.topics = topics;
  }

  boolean isEmpty() {
    return resolved.isEmpty();
  }

  /** The names that matched when it was last looked. */
  Set<String> topics(String pattern) {
    Resolved known = resolved.get(pattern);
    return known == null ? Set.of() : known.topics;
  }

  /**
   * A member subscribes to a pattern.
   *
   * @param visible which topics the member may know of
   * @throws GroupException when it is none
   */
  void add(String text, Predicate<String> visible) {
    if (resolved.containsKey(text)) {
      return;
    }
    try {
      ClientPattern pattern = ClientPattern.of(text);
      resolved.put(text, new Resolved(pattern, matching(pattern, visible)));
    } catch (InvalidPatternException e) {
      throw new GroupException(
          ErrorCode.INVALID_REGULAR_EXPRESSION,
          "SubscribedTopicRegex `"
              + text
              + "` is not a valid regular expression: "
              + e.getMessage()
              + ".");
    }
  }

  /** All that is known, as a table: the names that match each pattern. */
  Map<String, Object> table() {
    Map<String, Object> table = new HashMap<>();
    resolved.forEach((text, known) -> table.put(text, List.copyOf(known.topics)));
    return table;
  }

  /** Takes back what {@link #table} gave, without a look at the topics that there are now. */
  void restore(Map<String, Object> table) {
    table.forEach(
        (text, names) -> {
          Set<String> topicNames = new TreeSet<>();
          ((List<?>) names).forEach(name -> topicNames.add((String) name));
          try {
            resolved.put(text, new Resolved(ClientPattern.of(text), topicNames));
          } catch (InvalidPatternException e) {
            log.warn("a pattern that was stored is none: {}", e.getMessage());
          }
        });
  }

  /** Forgets all others. */
  void retain(Collection<String> used) {
    resolved.keySet().retainAll(used);
  }

  /** Looks at the topics that there are now. Whether something else matches than before. */
  boolean refresh(Predicate<String> visible) {
    boolean changed = false;
    for (Map.Entry<String, Resolved> entry : resolved.entrySet()) {
      Resolved before = entry.getValue();
      Set<String> now = matching(before.pattern, visible);
      if (!now.equals(before.topics)) {
        entry.setValue(new Resolved(before.pattern, now));
        changed = true;
      }
    }
    return changed;
  }

  private Set<String> matching(ClientPattern pattern, Predicate<String> visible) {
    Set<String> names = new TreeSet<>();
    for (Topic topic : topics.all()) {
      if (pattern.matches(topic.name()) && visible.test(topic.name())) {
        names.add(topic.name());
      }
    }
    return names;
  }
}
