package io.motet.kafka.acl;

import io.motet.kafka.api.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** All rules, so that those for one resource are found fast. Immutable; any thread. */
final class AclTable {
  /** What the rules say of a request. */
  enum Decision {
    ALLOWED,
    /** By a rule, or because there are rules for the resource and none allows it. */
    DENIED,
    /** There are no rules for the resource. */
    NO_RULES
  }

  /** The rules for one type of resource. */
  private static final class Section {
    final Map<String, List<Acl>> literal = new HashMap<>();
    final NavigableMap<String, List<Acl>> prefixed = new TreeMap<>();
  }

  private static final int EXISTS = 1;
  private static final int ALLOWS = 2;
  private static final int DENIES = 4;

  private final List<Acl> all;
  private final Map<Byte, Section> sections = new HashMap<>();

  AclTable(Collection<Acl> acls) {
    this.all = List.copyOf(acls);
    for (Acl acl : all) {
      Section section = sections.computeIfAbsent(acl.resourceType(), type -> new Section());
      Map<String, List<Acl>> place =
          acl.patternType() == Acl.PREFIXED ? section.prefixed : section.literal;
      place.computeIfAbsent(acl.name(), name -> new ArrayList<>(2)).add(acl);
    }
  }

  List<Acl> all() {
    return all;
  }

  /** A ban wins over everything. */
  Decision decide(byte resourceType, String name, String who, String from, Operation wanted) {
    Section section = sections.get(resourceType);
    if (section == null) {
      return Decision.NO_RULES;
    }
    int found =
        found(section.literal.get(name), who, from, wanted)
            | found(section.literal.get(Acl.WILDCARD), who, from, wanted)
            | foundPrefixed(section.prefixed, name, who, from, wanted);
    if (found == 0) {
      return Decision.NO_RULES;
    }
    return (found & DENIES) == 0 && (found & ALLOWS) != 0 ? Decision.ALLOWED : Decision.DENIED;
  }

  /**
   * What sorts just before a name is a beginning of it, or shares one with it: what sorts before
   * that one comes next.
   */
  private static int foundPrefixed(
      NavigableMap<String, List<Acl>> rules, String name, String who, String from, Operation op) {
    int found = 0;
    Map.Entry<String, List<Acl>> entry = rules.floorEntry(name);
    while (entry != null) {
      String prefix = entry.getKey();
      if (name.startsWith(prefix)) {
        found |= found(entry.getValue(), who, from, op);
        entry = rules.lowerEntry(prefix);
      } else {
        entry = rules.floorEntry(name.substring(0, common(prefix, name)));
      }
    }
    return found;
  }

  private static int common(String one, String other) {
    int end = Math.min(one.length(), other.length());
    int i = 0;
    while (i < end && one.charAt(i) == other.charAt(i)) {
      i++;
    }
    return i;
  }

  private static int found(List<Acl> rules, String who, String from, Operation wanted) {
    if (rules == null) {
      return 0;
    }
    int found = EXISTS;
    for (int i = 0; i < rules.size(); i++) {
      Acl rule = rules.get(i);
      if (rule.concerns(who, from, wanted)) {
        found |= rule.permission() == Acl.DENY ? DENIES : ALLOWS;
      }
    }
    return found;
  }
}
