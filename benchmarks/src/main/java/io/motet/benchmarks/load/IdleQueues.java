package io.motet.benchmarks.load;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Declares durable queues one after the other, each answered before the next. */
@Command(name = "idle-queues", description = "declares durable queues one by one")
final class IdleQueues implements Callable<Integer> {
  @Mixin private TargetOptions target;

  @Option(names = "--queues", defaultValue = "10000")
  private int queues;

  @Option(names = "--delete", description = "deletes what an earlier run declared")
  private boolean delete;

  @Override
  public Integer call() throws Exception {
    try (WireClient client = WireClient.connect(target.get())) {
      long start = System.nanoTime();
      for (int q = 0; q < queues; q++) {
        if (delete) {
          client.call(Frames.queueDelete("load-idle-" + q), 50, 41);
        } else {
          client.call(Frames.queueDeclare("load-idle-" + q, true, ""), 50, 11);
        }
      }
      Report.line("idle-queues", "queues", queues, "seconds", (System.nanoTime() - start) / 1e9);
    }
    return 0;
  }
}
