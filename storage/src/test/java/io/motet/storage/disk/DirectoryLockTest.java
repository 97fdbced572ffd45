package io.motet.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
  @TempDir Path directory;

  @Test
  void aSecondOneInThisProcessIsRefused() throws IOException {
    try (DirectoryLock first = DirectoryLock.acquire(directory)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> DirectoryLock.acquire(directory))
          .hasMessageContaining(directory.toRealPath().toString())
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    }
    DirectoryLock.acquire(directory).close();
  }

  @Test
  void anotherProcessIsRefusedAndToldWhoHasIt() throws Exception {
    try (DirectoryLock first = DirectoryLock.acquire(directory)) {
      assertThat(first).isNotNull();
      Process other =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Taker.class.getName(),
                  directory.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(other.waitFor()).isEqualTo(1);
      assertThat(said)
          .contains("in use by process " + ProcessHandle.current().pid())
          .contains(directory.toRealPath().toString());
    }
  }

  /** Tries to take the lock in a process of its own. */
  static final class Taker {
    private Taker() {}

    public static void main(String[] arguments) throws IOException {
      DirectoryLock.acquire(Path.of(arguments[0])).close();
    }
  }
}
