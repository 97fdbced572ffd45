package io.motet.kafka.sasl;

import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.metadata.MetadataKey;
import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.user.User;
import io.motet.broker.user.Users;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The credentials for SCRAM, kept in the metadata store. Each holds as long as its user has the
 * password that it had then: whoever changes a password, or deletes a user, ends them. Any thread.
 */
public final class ScramCredentials {
  private static final String KIND = "kafka-scram";

  private final MetadataStore store;
  private final Users users;
  private final Map<String, ScramCredential> byKey = new ConcurrentHashMap<>();

  /** Reads what the store has. */
  public ScramCredentials(MetadataStore store, Users users) {
    this.store = store;
    this.users = users;
    store.forEach(KIND, (key, fields) -> byKey.put(key, credential(fields)));
  }

  /** Null when there is none that holds. */
  ScramCredential get(ScramMechanism mechanism, String user) {
    ScramCredential credential = byKey.get(key(mechanism, user));
    User now = users.get(user);
    boolean holds =
        credential != null && now != null && now.passwordHash().equals(credential.passwordHash());
    return holds ? credential : null;
  }

  /** The hash that a new credential must have; null for a user that cannot have one. */
  String passwordHash(String user) {
    User now = users.get(user);
    return now == null || now.passwordHash().isEmpty() ? null : now.passwordHash();
  }

  /** The users who have any, in order. */
  Collection<String> users() {
    Collection<String> names = new TreeSet<>();
    for (ScramCredential credential : byKey.values()) {
      if (get(credential.mechanism(), credential.user()) != null) {
        names.add(credential.user());
      }
    }
    return names;
  }

  /** Makes changes together; completes when they are durable. */
  CompletableFuture<Void> change(Consumer<Editor> changes) {
    return store.change(
        change -> {
          changes.accept(new Editor(change));
          return null;
        });
  }

  /** Makes single changes, inside {@link #change}. */
  final class Editor {
    private final MetadataChange change;

    private Editor(MetadataChange change) {
      this.change = change;
    }

    void put(ScramCredential credential) {
      String key = key(credential.mechanism(), credential.user());
      byKey.put(key, credential);
      change.put(key, fields(credential));
    }

    void remove(ScramMechanism mechanism, String user) {
      String key = key(mechanism, user);
      byKey.remove(key);
      change.delete(key);
    }
  }

  private static String key(ScramMechanism mechanism, String user) {
    return MetadataKey.of(KIND, mechanism.title(), user);
  }

  private static Fields fields(ScramCredential credential) {
    return Fields.empty()
        .with("mechanism", credential.mechanism().code())
        .with("user", credential.user())
        .with("iterations", credential.iterations())
        .with("salt", text(credential.salt()))
        .with("stored", text(credential.storedKey()))
        .with("server", text(credential.serverKey()))
        .with("hash", credential.passwordHash());
  }

  private static ScramCredential credential(Fields fields) {
    return new ScramCredential(
        ScramMechanism.of((byte) fields.number("mechanism", 0)),
        fields.text("user"),
        (int) fields.number("iterations", 0),
        bytes(fields.text("salt")),
        bytes(fields.text("stored")),
        bytes(fields.text("server")),
        fields.text("hash"));
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(String text) {
    return Base64.getDecoder().decode(text);
  }
}
