package io.motet.kafka.config;

import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataKey;
import io.motet.broker.metadata.MetadataStore;
import io.motet.kafka.api.ClientSession;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Resources that exist by having configurations: these are kept in the metadata store, one record
 * for each resource. Any thread.
 */
public final class StoredConfigs implements ConfigKind {
  /**
   * What is particular to a kind.
   *
   * @param type its number on the wire
   * @param recordKind how its records' keys begin
   * @param title how texts name a resource
   * @param source of values that were set
   * @param unknownCode for a configuration that there is not
   * @param unknownText in front of its name
   * @param forbidden for clients that may not
   */
  public record Traits(
      byte type,
      String recordKind,
      String title,
      ConfigSource source,
      ErrorCode unknownCode,
      String unknownText,
      ErrorCode forbidden) {}

  /** Whether a client may do something to a resource. */
  @FunctionalInterface
  public interface Permission {
    /** Asked before anything is shown or changed. */
    boolean allows(ClientSession session, Operation operation, String name);
  }

  private final Traits traits;
  private final MetadataStore store;
  private final Permission permission;
  private final Map<String, ConfigDefinition> definitions = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> values = new ConcurrentHashMap<>();

  /** Reads what the store has. */
  public StoredConfigs(
      Traits traits,
      List<ConfigDefinition> definitions,
      MetadataStore store,
      Permission permission) {
    this.traits = traits;
    this.store = store;
    this.permission = permission;
    definitions.forEach(definition -> this.definitions.put(definition.name(), definition));
    store.forEach(traits.recordKind(), this::load);
  }

  private void load(String key, Fields fields) {
    Map<String, String> texts = new HashMap<>();
    fields.table("configs").forEach((name, value) -> texts.put(name, (String) value));
    values.put(fields.text("name"), Map.copyOf(texts));
  }

  /** The value that applies to a resource, be it set or the default. */
  public String value(String name, String config) {
    String own = values.getOrDefault(name, Map.of()).get(config);
    return own == null ? definitions.get(config).defaultText() : own;
  }

  /** The same of a configuration that is a number. */
  public int number(String name, String config) {
    return Integer.parseInt(value(name, config).strip());
  }

  @Override
  public byte type() {
    return traits.type();
  }

  @Override
  public Collection<String> names(ClientSession session) {
    return new TreeSet<>(values.keySet());
  }

  @Override
  public Collection<String> own(String name) {
    return values.getOrDefault(name, Map.of()).keySet();
  }

  @Override
  public List<ConfigEntry> describe(ClientSession session, String name) {
    check(session, Operation.DESCRIBE_CONFIGS, name);
    Map<String, String> own = values.getOrDefault(name, Map.of());
    List<ConfigEntry> entries = new ArrayList<>();
    for (ConfigDefinition definition : definitions.values()) {
      entries.add(entry(definition, own.get(definition.name())));
    }
    return entries;
  }

  private ConfigEntry entry(ConfigDefinition definition, String own) {
    List<ConfigEntry.Synonym> synonyms = new ArrayList<>();
    if (own != null) {
      synonyms.add(new ConfigEntry.Synonym(definition.name(), own, traits.source()));
    }
    synonyms.add(
        new ConfigEntry.Synonym(definition.name(), definition.defaultText(), ConfigSource.DEFAULT));
    return new ConfigEntry(
        definition.name(),
        synonyms.get(0).value(),
        definition.type(),
        synonyms.get(0).source(),
        false,
        synonyms,
        definition.documentation());
  }

  private void check(ClientSession session, Operation operation, String name) {
    if (name.isEmpty()) {
      throw new ConfigException(
          ErrorCode.INVALID_REQUEST, traits.title() + " name must not be empty");
    }
    if (!permission.allows(session, operation, name)) {
      throw new ConfigException(traits.forbidden(), traits.forbidden().text());
    }
  }

  @Override
  public CompletableFuture<Void> alter(
      ClientSession session, String name, List<ConfigChange> changes, boolean validateOnly) {
    check(session, Operation.ALTER_CONFIGS, name);
    changed(name, changes);
    if (validateOnly) {
      return CompletableFuture.completedFuture(null);
    }
    return store.change(
        change -> {
          Map<String, String> next = changed(name, changes);
          String key = MetadataKey.of(traits.recordKind(), name);
          if (next.isEmpty()) {
            values.remove(name);
            change.delete(key);
          } else {
            values.put(name, Map.copyOf(next));
            change.put(
                key,
                Fields.empty()
                    .with("name", name)
                    .with("configs", new HashMap<String, Object>(next)));
          }
          return null;
        });
  }

  private Map<String, String> changed(String name, List<ConfigChange> changes) {
    Map<String, String> next = new TreeMap<>(values.getOrDefault(name, Map.of()));
    for (ConfigChange change : changes) {
      ConfigDefinition definition = definitions.get(change.name());
      if (definition == null) {
        throw new ConfigException(traits.unknownCode(), traits.unknownText() + change.name());
      }
      if (change.kind() == ConfigChange.Kind.DELETE) {
        next.remove(change.name());
        continue;
      }
      String value = ListItems.apply(change, definition.type(), value(name, change.name()));
      String wrong = definition.wrong(value);
      if (wrong != null) {
        throw new ConfigException(ErrorCode.INVALID_CONFIG, wrong);
      }
      next.put(change.name(), value);
    }
    return next;
  }
}
