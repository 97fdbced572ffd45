package io.motet.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFilesTest {
  @TempDir private Path directory;

  @Test
  void thePidFileIsThereWhileTheServerIs() throws IOException {
    Path path = directory.resolve("pid");
    try (PidFile pidFile = PidFile.write(path)) {
      assertThat(pidFile).isNotNull();
      assertThat(Files.readString(path)).isEqualTo(ProcessHandle.current().pid() + "\n");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void noPidFileUnlessAskedFor() {
    PidFile.write(null).close();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aPidFileThatCannotBeWrittenIsNamed() {
    Path path = directory.resolve("missing").resolve("pid");
    assertThatThrownBy(() -> PidFile.write(path))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("cannot write the pid file " + path);
  }

  @Test
  void theHardLimitOfOpenFilesIsRead() throws IOException {
    Path limits = directory.resolve("limits");
    Files.writeString(
        limits,
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max processes             96000                96000                processes
        Max open files            1024                 4096                 files
        """);
    assertThat(OpenFilesLimit.read(limits)).hasValue(4096);
  }

  @Test
  void aSystemWithoutLimitsTellsNone() {
    assertThat(OpenFilesLimit.read(directory.resolve("missing"))).isEmpty();
  }
}
