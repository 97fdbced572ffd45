package io.motet.storage.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second broker out of a data directory, be it another process or in this one. The lock is
 * the operating system's, so it goes with the process however that ends.
 */
public final class DirectoryLock implements Closeable {
  /** The lock's file; it holds the process id of the last owner. */
  public static final String FILE_NAME = "motet.lock";

  private static final int MOST_PID_BYTES = 32;

  /**
   * Directories locked by this process. Asked first, since on POSIX the closing of any channel on
   * the lock's file would give up the lock that another channel of the process holds.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws IOException naming the directory and the process that has it
   */
  public static DirectoryLock acquire(Path directory) throws IOException {
    Path real = Files.createDirectories(directory).toRealPath();
    if (!HELD.add(real)) {
      throw inUse(real, ProcessHandle.current().pid() + " (this one)");
    }
    try {
      return new DirectoryLock(real, lock(real));
    } catch (IOException e) {
      HELD.remove(real);
      throw e;
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(FILE_NAME),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw inUse(directory, owner(channel));
      }
      write(channel);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static IOException inUse(Path directory, String process) {
    return new IOException("data directory " + directory + " is in use by process " + process);
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(MOST_PID_BYTES);
    channel.read(text, 0);
    return StandardCharsets.US_ASCII.decode(text.flip()).toString().trim();
  }

  private static void write(FileChannel channel) throws IOException {
    String pid = ProcessHandle.current().pid() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(directory);
  }
}
