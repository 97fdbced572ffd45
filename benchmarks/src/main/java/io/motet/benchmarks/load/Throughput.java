package io.motet.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One producer and one consumer on one transient queue, no acknowledgements. */
@Command(name = "throughput", description = "1x1 through one transient queue, auto-ack")
final class Throughput implements Callable<Integer> {
  private static final int DELIVER = 60 << 16 | 60;
  private static final int PER_WRITE = 256;

  @Mixin private TargetOptions target;

  @Option(names = "--seconds", defaultValue = "8")
  private int seconds;

  @Option(names = "--size", defaultValue = "100")
  private int bodySizeBytes;

  @Option(names = "--backlog", defaultValue = "20000", description = "most messages on their way")
  private long backlog;

  private final AtomicLong delivered = new AtomicLong();
  private volatile boolean stop;

  @Override
  public Integer call() throws Exception {
    String queue = "load-throughput";
    try (WireClient consumer = WireClient.connect(target.get());
        WireClient producer = WireClient.connect(target.get())) {
      producer.call(Frames.queueDeclare(queue, false, ""), 50, 11);
      consumer.call(Frames.consume(queue, true), 60, 21);
      Thread reader = new Thread(() -> count(consumer), "consumer");
      reader.setDaemon(true);
      reader.start();
      long published = publish(producer, queue);
      while (delivered.get() < published) {
        Thread.sleep(1);
      }
      stop = true;
      producer.call(Frames.queueDelete(queue), 50, 41);
    }
    return 0;
  }

  private long publish(WireClient producer, String queue) throws Exception {
    byte[] one = Frames.publish(queue, bodySizeBytes, false);
    ByteBuffer many = ByteBuffer.allocateDirect(one.length * PER_WRITE);
    for (int i = 0; i < PER_WRITE; i++) {
      many.put(one);
    }
    many.flip();
    long start = System.nanoTime();
    long end = start + seconds * 1_000_000_000L;
    long warm = start + seconds * 250_000_000L;
    long warmAt = 0;
    long warmDelivered = 0;
    long published = 0;
    while (System.nanoTime() < end) {
      if (warmAt == 0 && System.nanoTime() > warm) {
        warmAt = System.nanoTime();
        warmDelivered = delivered.get();
      }
      if (published - delivered.get() > backlog) {
        Thread.sleep(0, 100_000);
        continue;
      }
      producer.write(many.duplicate());
      published += PER_WRITE;
    }
    double rate = (delivered.get() - warmDelivered) * 1e9 / (System.nanoTime() - warmAt);
    Report.line("throughput", "messages", published, "messages_per_second", Math.round(rate));
    return published;
  }

  private void count(WireClient consumer) {
    try {
      while (!stop) {
        if (consumer.nextMethod() == DELIVER) {
          delivered.lazySet(delivered.get() + 1);
        }
      }
    } catch (IOException e) {
      if (!stop) {
        e.printStackTrace();
        System.exit(1);
      }
    }
  }
}
