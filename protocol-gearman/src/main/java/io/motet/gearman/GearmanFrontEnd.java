package io.motet.gearman;

import io.motet.broker.message.MessageFormat;
import io.motet.broker.settings.ListenAddress;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.broker.shard.Shard;
import io.motet.broker.spi.FrontEnd;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.spi.Listener;
import io.motet.broker.tls.ReloadableTls;
import io.motet.broker.tls.TlsListenerSettings;
import io.motet.gearman.config.GearmanOptions;
import io.motet.gearman.config.GearmanSettings;
import io.motet.gearman.connection.OpenConnections;
import io.motet.gearman.message.GearmanMessageFormat;
import io.motet.gearman.service.JobService;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Gearman's binary and text protocol, with and without TLS. */
public final class GearmanFrontEnd implements FrontEnd {
  private static final TlsListenerSettings TLS = new TlsListenerSettings("gearman", "Gearman");

  private final OpenConnections open = new OpenConnections();
  private JobService service;
  private GearmanListeners listeners;
  private Runnable stopAlarms = () -> {};
  private ReloadableTls reloadable;

  @Override
  public String name() {
    return "gearman";
  }

  @Override
  public List<SettingKey<?>> settingKeys() {
    return Stream.of(GearmanSettings.keys(), TLS.keys())
        .<SettingKey<?>>flatMap(List::stream)
        .toList();
  }

  @Override
  public Optional<MessageFormat> messageFormat() {
    return Optional.of(GearmanMessageFormat.INSTANCE);
  }

  @Override
  public void start(FrontEndContext context) {
    Settings settings = context.settings();
    ListenAddress plain = settings.get(GearmanSettings.TCP_LISTENER);
    ListenAddress tls = TLS.listener(settings);
    if (!plain.enabled() && !tls.enabled()) {
      return;
    }
    GearmanOptions options = GearmanSettings.options(settings);
    if (context.virtualHosts().get(options.virtualHost()) == null) {
      throw new IllegalArgumentException(
          "setting gearman.virtual_host = " + options.virtualHost() + ": no such virtual host");
    }
    // The first shard has the metadata's work already.
    Shard shard = context.shards().get(context.shards().size() - 1);
    service = new JobService(context, shard, options);
    CompletableFuture.supplyAsync(service::load, shard).thenCompose(loaded -> loaded).join();
    stopAlarms = context.alarms().onChange(active -> shard.execute(() -> open.alarmsChanged()));
    listeners = new GearmanListeners(context, service, open);
    listeners.open("gearman", plain, null);
    if (tls.enabled()) {
      reloadable = TLS.reloadable(settings, context.shards().get(0));
      listeners.open("gearman/ssl", tls, reloadable);
    }
  }

  @Override
  public List<Listener> listeners() {
    return listeners == null ? List.of() : listeners.all();
  }

  @Override
  public void drain() {
    stopAlarms.run();
    if (reloadable != null) {
      reloadable.close();
    }
    if (listeners != null) {
      listeners.close();
    }
  }

  /** Gearman has no word of farewell: clients see their connections end. */
  @Override
  public void close() {
    if (service != null) {
      CompletableFuture.runAsync(
              () -> {
                service.stopping();
                open.closeAll();
              },
              service.shard())
          .join();
      service.close();
    }
  }
}
