package io.motet.cli.server;

import io.motet.broker.Broker;
import io.motet.broker.BrokerSettings;
import io.motet.broker.settings.SettingKey;
import io.motet.cli.control.Motetctl;
import java.util.List;
import java.util.Map;

/**
 * Does what a start of the server and a call of {@code motetctl} do, and ends. The launcher runs it
 * once for each JDK, so that the JVM archives the classes that both need.
 */
public final class TrainingRun {
  private TrainingRun() {}

  public static void main(String[] arguments) {
    BrokerSettings.Builder settings = BrokerSettings.builder();
    for (SettingKey<?> key : Broker.knownSettings()) {
      if (key.name().matches(".*tcp\\.(default|port)")) {
        settings.set(key.name(), "127.0.0.1:0");
      }
    }
    Motet.execute("config", "show", "--effective");
    try (Broker broker = Broker.start(settings.build())) {
      Map<String, String> environment =
          Map.of("MOTET_URL", "http://127.0.0.1:" + broker.port("http"));
      for (String command : List.of("list_queues", "list_connections", "add_vhost", "version")) {
        List<String> line =
            command.equals("add_vhost") ? List.of(command, "training") : List.of(command);
        new Motetctl(System.out, System.err, environment).run(line);
      }
    }
  }
}
