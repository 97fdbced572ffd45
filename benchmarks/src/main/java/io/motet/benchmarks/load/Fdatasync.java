package io.motet.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The floor under every confirm: one write and one force into a file that has its room already. */
@Command(name = "fdatasync", description = "latency of a bare write and force")
final class Fdatasync implements Callable<Integer> {
  @Option(names = "--directory", required = true)
  private Path directory;

  @Option(names = "--size", defaultValue = "1024")
  private int sizeBytes;

  @Option(names = "--count", defaultValue = "5000")
  private int count;

  @Override
  public Integer call() throws Exception {
    Path path = Files.createTempFile(directory, "fdatasync", ".bin");
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(sizeBytes * count));
      file.force(true);
      Histogram latency = new Histogram();
      ByteBuffer block = ByteBuffer.allocateDirect(sizeBytes);
      for (int i = 0; i < count; i++) {
        block.clear();
        long start = System.nanoTime();
        file.write(block, (long) i * sizeBytes);
        file.force(false);
        latency.add(System.nanoTime() - start);
      }
      Report.line(
          "fdatasync",
          "p50_micros",
          latency.percentileMicros(50),
          "p99_micros",
          latency.percentileMicros(99));
    } finally {
      Files.delete(path);
    }
    return 0;
  }
}
