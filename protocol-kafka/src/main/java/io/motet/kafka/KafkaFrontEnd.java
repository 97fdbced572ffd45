package io.motet.kafka;

import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.broker.spi.FrontEnd;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.spi.Listener;
import io.motet.broker.topic.Topics;
import io.motet.broker.vhost.VirtualHost;
import io.motet.kafka.api.Apis;
import io.motet.kafka.api.Node;
import io.motet.kafka.connection.ConnectionServices;
import io.motet.kafka.connection.OpenConnections;
import java.util.List;

/** Kafka's protocol on its own port. */
public final class KafkaFrontEnd implements FrontEnd {
  private final OpenConnections open = new OpenConnections();
  private KafkaListeners listeners;

  private static Topics topicsOfVirtualHost(FrontEndContext context) {
    String name = context.settings().get(KafkaSettings.VIRTUAL_HOST);
    VirtualHost virtualHost = context.virtualHosts().get(name);
    if (virtualHost == null) {
      throw new IllegalArgumentException(
          "setting kafka.vhost = " + name + ": there is no such virtual host");
    }
    return virtualHost.topics();
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public List<SettingKey<?>> settingKeys() {
    return KafkaSettings.keys();
  }

  @Override
  public void start(FrontEndContext context) {
    Settings settings = context.settings();
    if (!settings.get(KafkaSettings.TCP_LISTENER).enabled()) {
      return;
    }
    Node node =
        new Node(
            settings.get(KafkaSettings.NODE_ID),
            ClusterIdentity.of(context.metadata(), context.entropy()),
            settings.get(KafkaSettings.ADVERTISED));
    Apis apis = ServedApis.of(context, topicsOfVirtualHost(context), node);
    ConnectionServices services =
        new ConnectionServices(context, apis, KafkaSettings.connectionOptions(settings), open);
    listeners = new KafkaListeners(context, services);
    listeners.open("kafka", settings.get(KafkaSettings.TCP_LISTENER));
  }

  @Override
  public List<Listener> listeners() {
    return listeners == null ? List.of() : listeners.all();
  }

  /** The protocol has no word for it: clients see closed connections and come back. */
  @Override
  public void drain() {
    if (listeners != null) {
      listeners.close();
      open.closeAll("the broker stops");
    }
  }

  @Override
  public void close() {
    open.closeAll("the broker stops");
  }
}
