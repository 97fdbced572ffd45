package io.motet.management.stats;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Looks at the process from outside the broker: memory, files, threads, disk. What the system does
 * not tell is 0. Any thread.
 */
public final class NodeProbe {
  private static final Path STATM = Path.of("/proc/self/statm");
  private static final long PAGE_SIZE_BYTES = 4096;

  private final Path directory;

  /**
   * @param dataDirectory null for a broker in memory: its disk is that of the working directory
   */
  public NodeProbe(Path dataDirectory) {
    directory = dataDirectory == null ? Path.of(".") : dataDirectory;
  }

  /** Resident set; where the system does not say, what the JVM uses. */
  public long residentBytes() {
    try {
      String[] pages = Files.readString(STATM).split(" ");
      return Long.parseLong(pages[1]) * PAGE_SIZE_BYTES;
    } catch (IOException | NumberFormatException e) {
      Runtime runtime = Runtime.getRuntime();
      return runtime.totalMemory() - runtime.freeMemory();
    }
  }

  public long openFiles() {
    return system() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  public long mostOpenFiles() {
    return system() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : 0;
  }

  public int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  public long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  /** Room left for this process on the disk that holds the data. */
  public long freeDiskBytes() {
    try {
      return Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  private static OperatingSystemMXBean system() {
    return ManagementFactory.getOperatingSystemMXBean();
  }
}
