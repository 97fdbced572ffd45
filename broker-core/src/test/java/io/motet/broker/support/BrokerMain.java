package io.motet.broker.support;

import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import java.nio.file.Path;
import java.util.Arrays;

/** What runs in a {@link BrokerProcess}: prints its port and works until it is killed. */
public final class BrokerMain {
  static final String READY = "port ";

  private BrokerMain() {}

  /** Takes a front end's name, the data directory, and settings as {@code key=value}. */
  public static void main(String[] arguments) throws Exception {
    BrokerSettings.Builder settings = BrokerSettings.builder().dataDirectory(Path.of(arguments[1]));
    for (String setting : Arrays.asList(arguments).subList(2, arguments.length)) {
      String[] parts = setting.split("=", 2);
      settings.set(parts[0], parts[1]);
    }
    Broker broker = Broker.start(settings.build());
    System.out.println(READY + broker.port(arguments[0]));
    Thread.currentThread().join();
  }
}
