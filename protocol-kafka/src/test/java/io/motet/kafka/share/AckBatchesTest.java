package io.motet.kafka.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AckBatchesTest {
  @Test
  void batchesOfAcknowledgementsMustMakeSense() {
    assertThat(wrong(5, 4, (byte) 1)).isTrue();
    assertThat(wrong(4, 5, (byte) 1, (byte) 1, (byte) 1)).isTrue();
    assertThat(wrong(4, 5)).isTrue();
    assertThat(wrong(4, 5, (byte) 9)).isTrue();
    assertThat(wrong(4, 5, (byte) 4)).isTrue();
    assertThat(wrong(4, 5, (byte) 1, (byte) 0)).isFalse();
    AckBatches renewing = new AckBatches(true);
    renewing.add(4, 5, List.of((byte) 4));
    assertThat(renewing.isWrong()).isFalse();
    renewing.add(3, 3, List.of((byte) 1));
    assertThat(renewing.isWrong()).isTrue();
  }

  private static boolean wrong(long first, long last, Byte... types) {
    AckBatches batches = new AckBatches(false);
    batches.add(first, last, List.of(types));
    return batches.isWrong();
  }
}
