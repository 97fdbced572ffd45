package io.motet.kafka.acl;

import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.metadata.MetadataKey;
import io.motet.broker.metadata.MetadataStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules, kept in the metadata store: one record each. Any thread. */
public final class Acls {
  private static final Logger log = LoggerFactory.getLogger(Acls.class);
  private static final String KIND = "kafka-acl";

  private final MetadataStore store;
  private final int max;
  private volatile AclTable table;

  /**
   * Reads what the store has.
   *
   * @param max most rules; more are refused
   */
  public Acls(MetadataStore store, int max) {
    this.store = store;
    this.max = max;
    List<Acl> found = new ArrayList<>();
    store.forEach(KIND, (key, fields) -> found.add(acl(fields)));
    table = new AclTable(found);
  }

  AclTable table() {
    return table;
  }

  /**
   * Adds rules; those that are there already stay.
   *
   * @return whether there was room for each; completes when all are durable
   */
  CompletableFuture<List<Boolean>> add(List<Acl> wanted) {
    return store.change(
        change -> {
          Set<Acl> rules = new LinkedHashSet<>(table.all());
          List<Boolean> added = new ArrayList<>();
          for (Acl acl : wanted) {
            boolean room = rules.size() < max || rules.contains(acl);
            added.add(room);
            if (room && rules.add(acl)) {
              change.put(key(acl), fields(acl));
              log.info("added {}", acl);
            }
          }
          table = new AclTable(rules);
          return added;
        });
  }

  /**
   * Removes what any of the filters matches.
   *
   * @return for each filter what it matched; completes when the change is durable
   */
  CompletableFuture<List<List<Acl>>> remove(List<AclFilter> filters) {
    return store.change(
        change -> {
          Set<Acl> rules = new LinkedHashSet<>(table.all());
          List<List<Acl>> removed = new ArrayList<>();
          for (AclFilter filter : filters) {
            removed.add(table.all().stream().filter(filter::matches).toList());
          }
          removed.forEach(matches -> matches.forEach(acl -> remove(acl, rules, change)));
          table = new AclTable(rules);
          return removed;
        });
  }

  private static void remove(Acl acl, Set<Acl> rules, MetadataChange change) {
    if (rules.remove(acl)) {
      change.delete(key(acl));
      log.info("removed {}", acl);
    }
  }

  private static String key(Acl acl) {
    return MetadataKey.of(
        KIND,
        Byte.toString(acl.resourceType()),
        Byte.toString(acl.patternType()),
        acl.name(),
        acl.principal(),
        acl.host(),
        Byte.toString(acl.operation()),
        Byte.toString(acl.permission()));
  }

  private static Fields fields(Acl acl) {
    return Fields.empty()
        .with("type", acl.resourceType())
        .with("pattern", acl.patternType())
        .with("name", acl.name())
        .with("principal", acl.principal())
        .with("host", acl.host())
        .with("operation", acl.operation())
        .with("permission", acl.permission());
  }

  private static Acl acl(Fields fields) {
    return new Acl(
        (byte) fields.number("type", 0),
        (byte) fields.number("pattern", 0),
        fields.text("name"),
        fields.text("principal"),
        fields.text("host"),
        (byte) fields.number("operation", 0),
        (byte) fields.number("permission", 0));
  }
}
