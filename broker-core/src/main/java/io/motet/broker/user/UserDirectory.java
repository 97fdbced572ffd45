package io.motet.broker.user;

import io.motet.broker.error.BrokerException;
import io.motet.broker.error.ErrorKind;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.metadata.MetadataKey;
import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.runtime.Entropy;
import io.motet.broker.settings.Settings;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users and their rights, kept in the metadata store. */
public final class UserDirectory implements Users {
  private static final Logger log = LoggerFactory.getLogger(UserDirectory.class);
  private static final String USER = "user";
  private static final String PERMISSION = "permission";
  private static final String TOPIC_PERMISSION = "topic-permission";

  /**
   * What is hashed for a user that does not exist, so that an answer takes as long as any other.
   */
  private static final String NOBODY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private final MetadataStore store;
  private final Entropy entropy;
  private final LoopbackUsers loopbackUsers;
  private final Predicate<String> virtualHostExists;
  private final Consumer<String> onDelete;
  private final ConcurrentMap<String, User> users = new ConcurrentHashMap<>();
  private final PermissionTable permissions = new PermissionTable();
  private final TopicPermissionTable topicPermissions = new TopicPermissionTable();

  /**
   * @param virtualHostExists asked before a permission is set
   * @param onDelete told, on the metadata shard, the name of a user who is gone
   */
  public UserDirectory(
      MetadataStore store,
      Entropy entropy,
      Settings settings,
      Predicate<String> virtualHostExists,
      Consumer<String> onDelete) {
    this.store = store;
    this.entropy = entropy;
    this.loopbackUsers = LoopbackUsers.of(settings);
    this.virtualHostExists = virtualHostExists;
    this.onDelete = onDelete;
  }

  /** Reads what the store recovered. */
  public void load() {
    store.forEach(USER, (key, fields) -> load(UserRecords.user(fields)));
    store.forEach(PERMISSION, (key, fields) -> permissions.put(UserRecords.permissions(fields)));
    store.forEach(
        TOPIC_PERMISSION, (key, fields) -> topicPermissions.put(UserRecords.topic(fields)));
  }

  private void load(User user) {
    users.put(user.name(), user);
  }

  @Override
  public User get(String name) {
    return users.get(name);
  }

  @Override
  public Collection<User> all() {
    return List.copyOf(users.values());
  }

  @Override
  public CompletableFuture<User> authenticate(String name, byte[] password) {
    User user = users.get(name);
    boolean known = user != null && !user.passwordHash().isEmpty();
    PasswordHashing hashing =
        known ? PasswordHashing.named(user.hashingAlgorithm()) : PasswordHashing.SHA256;
    boolean matches = hashing.matches(password, known ? user.passwordHash() : NOBODY);
    boolean accepted = known && matches && password.length > 0;
    return CompletableFuture.completedFuture(accepted ? user : null);
  }

  @Override
  public boolean mayConnectFrom(String name, InetAddress peer) {
    return loopbackUsers.mayConnectFrom(name, peer);
  }

  @Override
  public CompletableFuture<Void> putWithPassword(
      String name, byte[] password, Collection<String> tags) {
    String hash = PasswordHashing.SHA256.hash(password, entropy);
    return put(new User(name, List.copyOf(tags), hash, PasswordHashing.SHA256.wireName()));
  }

  @Override
  public CompletableFuture<Void> putWithHash(
      String name, String passwordHash, String hashingAlgorithm, Collection<String> tags) {
    try {
      PasswordHashing.named(hashingAlgorithm).check(passwordHash);
    } catch (BrokerException e) {
      return CompletableFuture.failedFuture(e);
    }
    return put(new User(name, List.copyOf(tags), passwordHash, hashingAlgorithm));
  }

  private CompletableFuture<Void> put(User user) {
    return run(
        change -> {
          if (user.name().isEmpty()) {
            throw new BrokerException(ErrorKind.INVALID, "a user's name cannot be empty");
          }
          save(change, user);
        });
  }

  private void save(MetadataChange change, User user) {
    boolean created = users.put(user.name(), user) == null;
    change.put(MetadataKey.of(USER, user.name()), UserRecords.fields(user));
    log.info("{} user '{}'", created ? "created" : "changed", user.name());
  }

  @Override
  public CompletableFuture<Void> changePassword(String name, byte[] password) {
    String hash = PasswordHashing.SHA256.hash(password, entropy);
    return run(
        change -> {
          User user = existing(name);
          save(change, new User(name, user.tags(), hash, PasswordHashing.SHA256.wireName()));
        });
  }

  @Override
  public CompletableFuture<Void> setTags(String name, Collection<String> tags) {
    List<String> copy = List.copyOf(tags);
    return run(
        change -> {
          User user = existing(name);
          save(change, new User(name, copy, user.passwordHash(), user.hashingAlgorithm()));
        });
  }

  @Override
  public CompletableFuture<Void> delete(String name) {
    return run(
        change -> {
          existing(name);
          users.remove(name);
          change.delete(MetadataKey.of(USER, name));
          clear(change, permission -> permission.user().equals(name));
          clearTopics(change, permission -> permission.user().equals(name));
          log.info("deleted user '{}'", name);
          onDelete.accept(name);
        });
  }

  /** Forgets all rights in a virtual host that is being deleted; part of that change. */
  public void forgetVirtualHost(MetadataChange change, String virtualHost) {
    clear(change, permission -> permission.virtualHost().equals(virtualHost));
    clearTopics(change, permission -> permission.virtualHost().equals(virtualHost));
  }

  @Override
  public Collection<Permissions> permissions() {
    return permissions.all();
  }

  @Override
  public Permissions permissions(String user, String virtualHost) {
    return permissions.get(user, virtualHost);
  }

  @Override
  public CompletableFuture<Void> setPermissions(Permissions wanted) {
    return run(
        change -> {
          existing(wanted.user());
          checkVirtualHost(wanted.virtualHost());
          permissions.put(wanted);
          change.put(permissionKey(wanted), UserRecords.fields(wanted));
          log.info(
              "set permissions of user '{}' in virtual host '{}' to '{}', '{}', '{}'",
              wanted.user(),
              wanted.virtualHost(),
              wanted.configure(),
              wanted.write(),
              wanted.read());
        });
  }

  @Override
  public CompletableFuture<Void> clearPermissions(String user, String virtualHost) {
    return run(
        change -> {
          existing(user);
          checkVirtualHost(virtualHost);
          clear(change, p -> p.user().equals(user) && p.virtualHost().equals(virtualHost));
        });
  }

  private void clear(MetadataChange change, Predicate<Permissions> which) {
    for (Permissions entry : permissions.all()) {
      if (which.test(entry)) {
        permissions.remove(entry.user(), entry.virtualHost());
        change.delete(permissionKey(entry));
      }
    }
  }

  private static String permissionKey(Permissions entry) {
    return MetadataKey.of(PERMISSION, entry.virtualHost(), entry.user());
  }

  @Override
  public Collection<TopicPermissions> topicPermissions() {
    return topicPermissions.all();
  }

  @Override
  public CompletableFuture<Void> setTopicPermissions(TopicPermissions wanted) {
    return run(
        change -> {
          existing(wanted.user());
          checkVirtualHost(wanted.virtualHost());
          NamePattern.compile(wanted.write());
          NamePattern.compile(wanted.read());
          topicPermissions.put(wanted);
          change.put(topicKey(wanted), UserRecords.fields(wanted));
        });
  }

  @Override
  public CompletableFuture<Void> clearTopicPermissions(
      String user, String virtualHost, String exchange) {
    return run(
        change -> {
          existing(user);
          checkVirtualHost(virtualHost);
          topicPermissions
              .find(user, virtualHost, exchange)
              .forEach(entry -> removeTopic(change, entry));
        });
  }

  private void clearTopics(MetadataChange change, Predicate<TopicPermissions> which) {
    topicPermissions.all().stream().filter(which).forEach(entry -> removeTopic(change, entry));
  }

  private void removeTopic(MetadataChange change, TopicPermissions entry) {
    topicPermissions.remove(entry);
    change.delete(topicKey(entry));
  }

  private static String topicKey(TopicPermissions entry) {
    return MetadataKey.of(TOPIC_PERMISSION, entry.virtualHost(), entry.user(), entry.exchange());
  }

  @Override
  public boolean mayAccess(String user, String virtualHost) {
    return permissions.get(user, virtualHost) != null;
  }

  @Override
  public boolean may(String user, String virtualHost, Access access, String resource) {
    String name = resource.isEmpty() ? "amq.default" : resource;
    return permissions.allows(user, virtualHost, access, name);
  }

  @Override
  public boolean mayTopic(
      String user,
      String virtualHost,
      Access access,
      String exchange,
      String routingKey,
      Map<String, String> variables) {
    return topicPermissions.allows(user, virtualHost, access, exchange, routingKey, variables);
  }

  private CompletableFuture<Void> run(Consumer<MetadataChange> function) {
    return store.change(
        change -> {
          function.accept(change);
          return null;
        });
  }

  private User existing(String name) {
    User user = users.get(name);
    if (user == null) {
      throw new BrokerException(ErrorKind.NOT_FOUND, "user '" + name + "' does not exist");
    }
    return user;
  }

  private void checkVirtualHost(String name) {
    if (!virtualHostExists.test(name)) {
      throw new BrokerException(ErrorKind.NOT_FOUND, "virtual host '" + name + "' does not exist");
    }
  }
}
