package io.motet.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JournalSettingsTest {
  @Test
  void defaultsAreValid() {
    JournalSettings settings = JournalSettings.defaults();
    assertThat(settings.sync()).isEqualTo(Sync.FULL);
    assertThat(settings.segmentBytes()).isEqualTo(64 << 20);
    assertThat(settings.recovery()).isEqualTo(RecoveryMode.STRICT);
  }

  @Test
  void sizesMayHaveUnits() {
    JournalSettings settings =
        JournalSettings.of(
            Map.of("journal.segment.bytes", "128KiB", "journal.checkpoint.bytes", "50MB"));
    assertThat(settings.segmentBytes()).isEqualTo(128 * 1024);
    assertThat(settings.checkpointBytes()).isEqualTo(50_000_000);
  }

  @Test
  void errorsNameTheSettingAndItsValue() {
    assertWrong("journal.sync", "sometimes", "one of [full, none]");
    assertWrong("journal.segment.bytes", "1KiB", "from 65536 to");
    assertWrong("journal.segment.bytes", "lots", "must be a number");
    assertWrong("journal.segment.bytes", "1XB", "must be a number");
    assertWrong("journal.reserve.bytes", "1MiB", "two segments");
    assertWrong("journal.max.bytes", "100MiB", "at least");
    assertWrong("journal.nonsense", "1", "unknown setting");
  }

  private static void assertWrong(String key, String value, String rule) {
    assertThatThrownBy(() -> JournalSettings.of(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key + " = " + value)
        .hasMessageContaining(rule);
  }
}
