package io.motet.zmtp;

import io.motet.broker.message.MessageFormat;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.broker.socket.OpenSockets;
import io.motet.broker.spi.FrontEnd;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.spi.Listener;
import io.motet.zmtp.connection.ConnectionServices;
import io.motet.zmtp.connection.ServiceEndpoint;
import io.motet.zmtp.connection.ZmtpConnection;
import io.motet.zmtp.message.ZmtpMessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** ZeroMQ's wire protocol: ZMTP 3.1, 3.0 and 2.0. */
public final class ZmtpFrontEnd implements FrontEnd {
  private static final String PROTOCOL = "zmtp";
  private static final String DEFAULT = "default";

  /** The queue of the default listener. */
  private static final String DEFAULT_SERVICE = "zmtp";

  private final OpenSockets<ZmtpConnection> open = new OpenSockets<>(ZmtpConnection::shard);
  private FrontEndContext context;
  private final List<Dialler> diallers = new ArrayList<>();
  private ZmtpListeners listeners;
  private Runnable stopAlarms = () -> {};

  @Override
  public String name() {
    return PROTOCOL;
  }

  @Override
  public List<SettingKey<?>> settingKeys() {
    return ZmtpSettings.keys();
  }

  @Override
  public Optional<MessageFormat> messageFormat() {
    return Optional.of(ZmtpMessageFormat.INSTANCE);
  }

  @Override
  public void start(FrontEndContext startedIn) {
    context = startedIn;
    Settings settings = context.settings();
    ConnectionServices services =
        new ConnectionServices(
            context,
            ZmtpSettings.connectionOptions(settings),
            ZmtpSettings.peerOptions(settings),
            new Roles(),
            open);
    stopAlarms =
        context
            .alarms()
            .onChange(active -> open.onEach(connection -> connection.alarmsChanged(active)));
    Map<String, Boolean> durable = settings.family(ZmtpSettings.DURABLE);
    listen(services, settings, durable);
    settings
        .family(ZmtpSettings.CONNECT)
        .forEach(
            (name, address) -> {
              boolean isDurable = durable.getOrDefault(name, false);
              ServiceEndpoint endpoint = new ServiceEndpoint(name, isDurable, true);
              diallers.add(new Dialler(context, services, address, endpoint));
            });
    diallers.forEach(Dialler::start);
  }

  private void listen(
      ConnectionServices services, Settings settings, Map<String, Boolean> durable) {
    listeners = new ZmtpListeners(context, services);
    listeners.open(
        PROTOCOL,
        settings.get(ZmtpSettings.DEFAULT_LISTENER),
        new ServiceEndpoint(DEFAULT_SERVICE, durable.getOrDefault(DEFAULT, false), false));
    settings
        .family(ZmtpSettings.LISTENERS)
        .forEach(
            (name, address) -> {
              if (!name.equals(DEFAULT)) {
                listeners.open(
                    PROTOCOL + "/" + name,
                    address,
                    new ServiceEndpoint(name, durable.getOrDefault(name, false), false));
              }
            });
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
    diallers.forEach(Dialler::close);
    stopAlarms.run();
    open.onEach(ZmtpConnection::closeSocket);
    open.whenEmpty()
        .completeOnTimeout(
            null, context.settings().get(ZmtpSettings.DRAIN_TIMEOUT), TimeUnit.MILLISECONDS)
        .join();
  }

  @Override
  public void close() {
    open.onEach(ZmtpConnection::closeSocket);
  }
}
