package io.motet.broker;

import io.motet.broker.connection.ChurnCounters;
import io.motet.broker.connection.ClientConnection;
import io.motet.broker.connection.LiveConnections;
import io.motet.broker.exchange.ExchangeTypes;
import io.motet.broker.metadata.JournalMetadataLog;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.policy.PolicyDirectory;
import io.motet.broker.policy.QueueSettingsResolver;
import io.motet.broker.queue.Engine;
import io.motet.broker.queue.LocalQueue;
import io.motet.broker.reply.ReplyTargets;
import io.motet.broker.runtime.Entropy;
import io.motet.broker.settings.Settings;
import io.motet.broker.shard.Shard;
import io.motet.broker.topic.TopicServices;
import io.motet.broker.user.Permissions;
import io.motet.broker.user.UserDirectory;
import io.motet.broker.user.UserSettings;
import io.motet.broker.vhost.ModelServices;
import io.motet.broker.vhost.VirtualHostDirectory;
import io.motet.broker.vhost.VirtualHostSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Virtual hosts, users, policies and connections, put together. */
final class Model {
  private final Settings settings;
  private final MetadataStore store;
  private final ReplyTargets replies;
  private final Entropy entropy;
  private final UserDirectory users;
  private final PolicyDirectory policies;
  private final VirtualHostDirectory virtualHosts;
  private final LiveConnections connections;

  /**
   * @param store recovered, not yet started
   */
  Model(
      Settings settings,
      MetadataStore store,
      Engine engine,
      List<? extends Shard> shards,
      Entropy entropy,
      TopicServices topics) {
    this.settings = settings;
    this.store = store;
    Shard metadataShard = shards.get(0);
    store.start(
        metadataShard, new JournalMetadataLog(engine.context(metadataShard).shardJournal()));
    ChurnCounters churn = new ChurnCounters();
    this.entropy = entropy;
    this.replies = new ReplyTargets(entropy);
    this.users =
        new UserDirectory(store, entropy, settings, this::isVirtualHost, this::userDeleted);
    this.policies = new PolicyDirectory(store, this::isVirtualHost, this::policiesChanged);
    this.virtualHosts =
        new VirtualHostDirectory(
            new ModelServices(
                store,
                engine,
                shards,
                new ExchangeTypes(entropy, metadataShard),
                policies,
                new QueueSettingsResolver(settings),
                replies,
                churn,
                entropy,
                topics),
            this::virtualHostDeleted,
            logVirtualHost(settings));
    this.connections = new LiveConnections(churn, virtualHosts::connectionClosed);
  }

  /** The virtual host that has the log exchange, or null when that is off. */
  static String logVirtualHost(Settings settings) {
    return settings.get(VirtualHostSettings.LOG_EXCHANGE)
        ? settings.get(VirtualHostSettings.DEFAULT_VHOST)
        : null;
  }

  private boolean isVirtualHost(String name) {
    return virtualHosts.get(name) != null;
  }

  private void policiesChanged(String virtualHost) {
    virtualHosts.policiesChanged(virtualHost);
  }

  private void userDeleted(String user) {
    for (ClientConnection connection : connections.all()) {
      if (user.equals(connection.user())) {
        connection.close("user '" + user + "' is deleted");
      }
    }
  }

  private void virtualHostDeleted(MetadataChange change, String virtualHost) {
    users.forgetVirtualHost(change, virtualHost);
    policies.forgetVirtualHost(change, virtualHost);
    for (ClientConnection connection : connections.all()) {
      if (virtualHost.equals(connection.virtualHost())) {
        connection.close("vhost '" + virtualHost + "' is deleted");
      }
    }
  }

  /**
   * Makes what the store recovered, before anything runs on the shards.
   *
   * @param recovered told each durable queue
   */
  void load(Consumer<LocalQueue> recovered) {
    users.load();
    policies.load();
    virtualHosts.load(recovered);
  }

  /** At the first start: the default virtual host and its user. Blocks until durable. */
  void createDefaults() {
    if (!store.isEmpty()) {
      return;
    }
    String virtualHost = settings.get(VirtualHostSettings.DEFAULT_VHOST);
    String user = settings.get(UserSettings.DEFAULT_USER);
    virtualHosts.put(virtualHost, "Default virtual host", List.of());
    users.putWithPassword(
        user,
        settings.get(UserSettings.DEFAULT_PASS).getBytes(StandardCharsets.UTF_8),
        defaultTags());
    users
        .setPermissions(
            new Permissions(
                user,
                virtualHost,
                settings.get(UserSettings.DEFAULT_CONFIGURE),
                settings.get(UserSettings.DEFAULT_WRITE),
                settings.get(UserSettings.DEFAULT_READ)))
        .join();
  }

  private List<String> defaultTags() {
    Map<String, Boolean> tags = settings.family(UserSettings.DEFAULT_USER_TAG);
    if (tags.isEmpty()) {
      return List.of("administrator");
    }
    return tags.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  MetadataStore store() {
    return store;
  }

  ReplyTargets replies() {
    return replies;
  }

  Entropy entropy() {
    return entropy;
  }

  UserDirectory users() {
    return users;
  }

  PolicyDirectory policies() {
    return policies;
  }

  VirtualHostDirectory virtualHosts() {
    return virtualHosts;
  }

  LiveConnections connections() {
    return connections;
  }
}
