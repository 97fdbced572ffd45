package io.motet.benchmarks.load;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes persistent messages with a window of unconfirmed ones, to queues in turn. */
@Command(name = "confirms", description = "persistent publishes with confirms, to queues in turn")
final class Confirms implements Callable<Integer> {
  private static final int ACK = 60 << 16 | 80;
  private static final int NACK = 60 << 16 | 120;

  @Mixin private TargetOptions target;

  @Option(names = "--messages", defaultValue = "20000")
  private int messages;

  @Option(names = "--size", defaultValue = "1024")
  private int bodySizeBytes;

  @Option(names = "--window", defaultValue = "1", description = "unconfirmed messages at most")
  private int window;

  @Option(names = "--queues", defaultValue = "1")
  private int queues;

  @Option(names = "--type", defaultValue = "", description = "x-queue-type")
  private String type;

  @Option(names = "--keep", description = "leave the queues and their messages")
  private boolean keep;

  @Override
  public Integer call() throws Exception {
    try (WireClient client = WireClient.connect(target.get())) {
      byte[][] publishes = new byte[queues][];
      for (int q = 0; q < queues; q++) {
        client.call(Frames.queueDeclare(name(q), true, type), 50, 11);
        publishes[q] = Frames.publish(name(q), bodySizeBytes, true);
      }
      client.call(Frames.confirmSelect(), 85, 11);
      run(client, publishes);
      for (int q = 0; q < queues && !keep; q++) {
        client.call(Frames.queueDelete(name(q)), 50, 41);
      }
    }
    return 0;
  }

  private static String name(int queue) {
    return "load-confirms-" + queue;
  }

  private void run(WireClient client, byte[][] publishes) throws Exception {
    Unconfirmed unconfirmed = new Unconfirmed(messages);
    long start = System.nanoTime();
    while (unconfirmed.confirmed() < messages) {
      while (unconfirmed.sent() < messages && unconfirmed.open() < window) {
        client.write(publishes[unconfirmed.sent() % queues]);
        unconfirmed.send(System.nanoTime());
      }
      int method = client.nextMethod();
      if (method == NACK) {
        throw new IllegalStateException("the server refused a message");
      }
      if (method == ACK) {
        unconfirmed.confirm(client.confirmTag(), client.confirmsMultiple(), System.nanoTime());
      }
    }
    Histogram latency = unconfirmed.latency();
    double seconds = (System.nanoTime() - start) / 1e9;
    Report.line(
        "confirms",
        "messages",
        messages,
        "messages_per_second",
        Math.round(messages / seconds),
        "p50_micros",
        latency.percentileMicros(50),
        "p99_micros",
        latency.percentileMicros(99));
  }
}
