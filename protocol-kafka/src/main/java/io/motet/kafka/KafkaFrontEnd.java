package io.motet.kafka;

import io.motet.broker.runtime.BlockingWork;
import io.motet.broker.settings.ListenAddress;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.broker.spi.FrontEnd;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.spi.Listener;
import io.motet.broker.tls.ReloadableTls;
import io.motet.broker.tls.TlsListenerSettings;
import io.motet.broker.vhost.VirtualHost;
import io.motet.kafka.api.Apis;
import io.motet.kafka.api.Node;
import io.motet.kafka.connection.ConnectionServices;
import io.motet.kafka.connection.OpenConnections;
import io.motet.kafka.quota.Quotas;
import io.motet.kafka.sasl.Logins;
import io.motet.kafka.sasl.SaslExchange;
import io.motet.kafka.sasl.ScramCredentials;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Kafka's protocol on its own ports, with and without TLS. */
public final class KafkaFrontEnd implements FrontEnd {
  static final TlsListenerSettings TLS = new TlsListenerSettings("kafka", "Kafka");

  private final OpenConnections open = new OpenConnections();
  private KafkaListeners listeners;
  private BlockingWork blockingWork;

  /** Apart, since an issuer may be slow to answer. */
  private BlockingWork tokenWork;

  private ReloadableTls reloadable;

  private static VirtualHost virtualHost(FrontEndContext context) {
    String name = context.settings().get(KafkaSettings.VIRTUAL_HOST);
    VirtualHost virtualHost = context.virtualHosts().get(name);
    if (virtualHost == null) {
      throw new IllegalArgumentException(
          "setting kafka.vhost = " + name + ": there is no such virtual host");
    }
    return virtualHost;
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public List<SettingKey<?>> settingKeys() {
    return Stream.of(
            KafkaSettings.keys(),
            SecuritySettings.keys(),
            GroupSettings.keys(),
            ConsumerGroupSettings.keys(),
            StreamsGroupSettings.keys(),
            TransactionSettings.keys(),
            OAuthSettings.keys(),
            ShareGroupSettings.keys(),
            TLS.keys())
        .<SettingKey<?>>flatMap(List::stream)
        .toList();
  }

  @Override
  public void start(FrontEndContext context) {
    Settings settings = context.settings();
    ListenAddress plain = settings.get(KafkaSettings.TCP_LISTENER);
    ListenAddress tls = TLS.listener(settings);
    if (!plain.enabled() && !tls.enabled()) {
      return;
    }
    Node node =
        new Node(
            settings.get(KafkaSettings.NODE_ID),
            ClusterIdentity.of(context.metadata(), context.entropy()),
            settings.get(KafkaSettings.ADVERTISED));
    int maxBlockingWork = settings.get(KafkaSettings.MAX_BLOCKING_WORK);
    blockingWork = new BlockingWork("kafka-work", maxBlockingWork);
    tokenWork = new BlockingWork("kafka-tokens", maxBlockingWork);
    Security security = security(context);
    Apis apis = ServedApis.of(context, virtualHost(context), node, security, blockingWork);
    ConnectionServices services =
        new ConnectionServices(
            context,
            apis,
            security.logins(),
            security.quotas(),
            KafkaSettings.connectionOptions(settings),
            open);
    listeners = new KafkaListeners(context, services);
    listeners.open("kafka", plain, null);
    if (tls.enabled()) {
      reloadable = TLS.reloadable(settings, context.shards().get(0));
      listeners.open("kafka/ssl", tls, reloadable);
    }
  }

  private Security security(FrontEndContext context) {
    Settings settings = context.settings();
    ScramCredentials credentials = new ScramCredentials(context.metadata(), context.users());
    Logins logins =
        new Logins(
            context.users(),
            settings.get(KafkaSettings.VIRTUAL_HOST),
            credentials,
            context.entropy(),
            settings.get(SecuritySettings.MECHANISMS),
            settings.get(SecuritySettings.MAX_REAUTHENTICATION),
            bearerTokens(context));
    return new Security(logins, credentials, new Quotas(context.metadata()));
  }

  /** Null when the mechanism is not allowed. */
  private Supplier<SaslExchange> bearerTokens(FrontEndContext context) {
    Settings settings = context.settings();
    if (!settings.get(SecuritySettings.MECHANISMS).contains("OAUTHBEARER")) {
      return null;
    }
    if (!OAuthSettings.hasKeys(settings)) {
      throw new IllegalArgumentException(
          "OAUTHBEARER needs kafka.sasl.oauthbearer.jwks.endpoint.url: whose tokens are good");
    }
    // A shard's clock can be read by any thread.
    LongSupplier clockMillis = context.shards().get(0)::currentTimeMillis;
    return Logins.bearerTokens(OAuthSettings.verifier(settings, clockMillis), tokenWork);
  }

  @Override
  public List<Listener> listeners() {
    return listeners == null ? List.of() : listeners.all();
  }

  /** The protocol has no word for it: clients see closed connections and come back. */
  @Override
  public void drain() {
    if (reloadable != null) {
      reloadable.close();
    }
    if (listeners != null) {
      listeners.close();
      open.closeAll("the broker stops");
    }
  }

  @Override
  public void close() {
    open.closeAll("the broker stops");
    if (blockingWork != null) {
      blockingWork.close();
      tokenWork.close();
    }
  }
}
