package io.motet.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A directory of the file system, by {@link FileChannel}. */
public final class FileDisk implements Disk {
  private static final int ZERO_BLOCK_BYTES = 1 << 20;

  private final Path directory;
  private final FreeSpace space;

  /** Creates the directory when it is absent. */
  public FileDisk(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.space = new FreeSpace(directory);
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).collect(Collectors.toList());
    }
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return new ChannelFile(
        name,
        FileChannel.open(
            directory.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE),
        space);
  }

  @Override
  public DiskFile create(String name, long sizeBytes) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(name),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING);
    try {
      if (sizeBytes > 0) {
        fill(channel, sizeBytes);
        channel.force(true);
        forceDirectory();
      }
      return new ChannelFile(name, channel, space);
    } catch (IOException e) {
      channel.close();
      delete(name);
      throw space.explain(e, "cannot create " + name);
    }
  }

  private static void fill(FileChannel channel, long sizeBytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(ZERO_BLOCK_BYTES, sizeBytes));
    for (long done = 0; done < sizeBytes; ) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), sizeBytes - done));
      done += channel.write(zeros, done);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    // Asked only to replace, the JDK deletes the old file first: a kill in between leaves neither.
    Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void forceDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public long freeBytes() throws IOException {
    return space.bytes();
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
