package io.motet.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Opens connections with one channel each and holds them until a line comes on standard input. */
@Command(name = "idle-connections", description = "opens connections and holds them")
final class IdleConnections implements Callable<Integer> {
  @Mixin private TargetOptions target;

  @Option(names = "--connections", defaultValue = "500")
  private int connections;

  @Override
  public Integer call() throws Exception {
    List<WireClient> open = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < connections; i++) {
      open.add(WireClient.connect(target.get(), 4096));
    }
    Report.line(
        "idle-connections",
        "connections",
        connections,
        "seconds",
        (System.nanoTime() - start) / 1e9);
    int unused = System.in.read();
    for (WireClient client : open) {
      client.close();
    }
    return unused < 0 ? 1 : 0;
  }
}
