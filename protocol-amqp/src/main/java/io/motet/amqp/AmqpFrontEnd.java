package io.motet.amqp;

import io.motet.amqp.channel.ChannelSettings;
import io.motet.amqp.channel.Channels;
import io.motet.amqp.codec.AmqpMessageFormat;
import io.motet.amqp.connection.AmqpConnection;
import io.motet.amqp.connection.ChannelFactory;
import io.motet.amqp.connection.ConnectionServices;
import io.motet.amqp.connection.OpenConnections;
import io.motet.broker.message.MessageFormat;
import io.motet.broker.settings.ListenAddress;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.broker.spi.FrontEnd;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.spi.Listener;
import io.motet.broker.tls.ReloadableTls;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** AMQP 0-9-1, with and without TLS. */
public final class AmqpFrontEnd implements FrontEnd {
  private static final String SHUTDOWN = "broker forced connection closure with reason 'shutdown'";

  private final Function<FrontEndContext, ChannelFactory> channels;
  private final OpenConnections open = new OpenConnections();
  private FrontEndContext context;
  private AmqpListeners listeners;
  private Runnable stopAlarms = () -> {};
  private ReloadableTls tls;

  /** For ServiceLoader. */
  public AmqpFrontEnd() {
    this(context -> new Channels(ChannelSettings.from(context.settings())));
  }

  /** With other channels than AMQP's own. */
  AmqpFrontEnd(Function<FrontEndContext, ChannelFactory> channels) {
    this.channels = channels;
  }

  @Override
  public String name() {
    return "amqp";
  }

  @Override
  public List<SettingKey<?>> settingKeys() {
    return Stream.of(AmqpSettings.keys(), TlsSettings.keys(), ChannelSettings.KEYS)
        .<SettingKey<?>>flatMap(List::stream)
        .toList();
  }

  @Override
  public Optional<MessageFormat> messageFormat() {
    return Optional.of(AmqpMessageFormat.INSTANCE);
  }

  @Override
  public void start(FrontEndContext startedIn) {
    context = startedIn;
    Settings settings = context.settings();
    ConnectionServices services =
        new ConnectionServices(
            context,
            AmqpSettings.connectionOptions(settings),
            channels.apply(context),
            ServerProperties.of(settings.get(AmqpSettings.PRODUCT_VERSION), context.clusterName()),
            open);
    stopAlarms =
        context
            .alarms()
            .onChange(active -> open.onEach(connection -> connection.alarmsChanged(active)));
    listeners = new AmqpListeners(context, services);
    listeners.open("amqp", settings.get(AmqpSettings.TCP_LISTENER), null);
    ListenAddress tlsAddress = settings.get(TlsSettings.LISTENER);
    if (tlsAddress.enabled()) {
      tls = reloadableTls(settings);
      listeners.open("amqp/ssl", tlsAddress, tls);
    }
  }

  private ReloadableTls reloadableTls(Settings settings) {
    ReloadableTls made =
        new ReloadableTls(
            TlsSettings.options(settings), settings.get(TlsSettings.HANDSHAKE_TIMEOUT).intValue());
    made.watch(context.shards().get(0), settings.get(TlsSettings.RELOAD_INTERVAL));
    return made;
  }

  @Override
  public List<Listener> listeners() {
    return listeners == null ? List.of() : listeners.all();
  }

  @Override
  public void drain() {
    if (listeners == null) {
      return;
    }
    listeners.close();
    stopAlarms.run();
    if (tls != null) {
      tls.close();
    }
    open.onEach(connection -> connection.closeByOperator(SHUTDOWN));
    open.whenEmpty()
        .completeOnTimeout(
            null, context.settings().get(AmqpSettings.DRAIN_TIMEOUT), TimeUnit.MILLISECONDS)
        .join();
  }

  @Override
  public void close() {
    open.onEach(AmqpConnection::closeSocket);
  }
}
