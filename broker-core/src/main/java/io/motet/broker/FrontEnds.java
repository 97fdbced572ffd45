package io.motet.broker;

import io.motet.broker.message.MessageFormat;
import io.motet.broker.message.PlainMessageFormat;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.spi.FrontEnd;
import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.spi.Listener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The front ends on the class path, started and stopped together. */
final class FrontEnds {
  private static final Logger log = LoggerFactory.getLogger(FrontEnds.class);

  private final List<FrontEnd> all;
  private final List<FrontEnd> started = new ArrayList<>();

  private FrontEnds(List<FrontEnd> all) {
    this.all = all;
  }

  /** One fresh object of each: brokers in one JVM share nothing. */
  static FrontEnds find() {
    List<FrontEnd> found = new ArrayList<>();
    ServiceLoader.load(FrontEnd.class).forEach(found::add);
    found.sort(Comparator.comparingInt(FrontEnd::startOrder).thenComparing(FrontEnd::name));
    return new FrontEnds(found);
  }

  List<SettingKey<?>> settingKeys() {
    List<SettingKey<?>> keys = new ArrayList<>();
    all.forEach(frontEnd -> keys.addAll(frontEnd.settingKeys()));
    return keys;
  }

  /** By id; null where there is none. */
  MessageFormat[] messageFormats() {
    MessageFormat[] formats = new MessageFormat[256];
    formats[PlainMessageFormat.ID] = PlainMessageFormat.INSTANCE;
    for (FrontEnd frontEnd : all) {
      frontEnd.messageFormat().ifPresent(format -> formats[format.id() & 0xff] = format);
    }
    return formats;
  }

  void start(FrontEndContext context) {
    for (FrontEnd frontEnd : all) {
      started.add(frontEnd);
      frontEnd.start(context);
      for (Listener listener : frontEnd.listeners()) {
        log.info(
            "listening on {} port {} for {}",
            listener.address(),
            listener.port(),
            listener.protocol());
      }
    }
  }

  List<Listener> listeners() {
    List<Listener> listeners = new ArrayList<>();
    started.forEach(frontEnd -> listeners.addAll(frontEnd.listeners()));
    return listeners;
  }

  /** Tells all clients, then drops what is left; one that fails does not keep the others. */
  void stop() {
    for (FrontEnd frontEnd : started) {
      attempt(frontEnd::drain, frontEnd);
    }
    for (FrontEnd frontEnd : started) {
      attempt(frontEnd::close, frontEnd);
    }
  }

  private static void attempt(Runnable step, FrontEnd frontEnd) {
    try {
      step.run();
    } catch (RuntimeException e) {
      log.warn("stopping {} failed", frontEnd.name(), e);
    }
  }
}
