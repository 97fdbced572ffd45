package io.motet.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDiskTest {
  private static final int RENAMES = 20_000;
  private static final Path ALWAYS_FULL = Path.of("/dev/full");

  @TempDir Path directory;

  @Test
  void aNewFileIsAllZerosAndAsLongAsWanted() throws IOException {
    FileDisk disk = new FileDisk(directory);
    try (DiskFile file = disk.create("zeros", 3_000_000)) {
      assertThat(file.sizeBytes()).isEqualTo(3_000_000);
      ByteBuffer bytes = ByteBuffer.allocate(4_000_000);
      assertThat(file.read(bytes, 0)).isEqualTo(3_000_000);
      assertThat(bytes.array()).containsOnly(0);
    }
    assertThat(disk.list()).containsExactly("zeros");
  }

  @Test
  void aFileThatIsReplacedIsThereAtEveryMoment() throws Exception {
    FileDisk disk = new FileDisk(directory);
    disk.create("state", 0).close();
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Integer> opens =
        CompletableFuture.supplyAsync(
            () -> {
              int count = 0;
              try {
                for (; !over.get(); count++) {
                  disk.open("state").close();
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return count;
            });
    for (int i = 0; i < RENAMES && !opens.isDone(); i++) {
      disk.create("state.tmp", 0).close();
      disk.rename("state.tmp", "state");
    }
    over.set(true);
    assertThat(opens.get()).isPositive();
  }

  @Test
  void aFullFileSystemIsToldFromOtherFailures() throws IOException {
    assumeThat(ALWAYS_FULL).exists();
    Files.createSymbolicLink(directory.resolve("full"), ALWAYS_FULL);
    FileDisk disk = new FileDisk(directory);
    ByteBuffer[] bytes = {ByteBuffer.allocate(10)};
    try (DiskFile file = disk.open("full")) {
      assertThatThrownBy(() -> file.write(bytes, 1, 0))
          .isInstanceOf(NoSpaceException.class)
          .hasMessageContaining("cannot write full");
    }
    DiskFile closed = disk.create("closed", 0);
    closed.close();
    assertThatThrownBy(() -> closed.write(bytes, 1, 0))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(NoSpaceException.class);
  }
}
