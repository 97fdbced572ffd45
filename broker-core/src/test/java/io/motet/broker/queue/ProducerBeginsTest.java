package io.motet.broker.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.storage.log.batch.BatchHeader;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ProducerBeginsTest {
  private static final int MAX = Integer.MAX_VALUE;

  private final ProducerBegins begins = new ProducerBegins();

  private static BatchHeader batch(long producerId, int epoch, int baseSequence) {
    ByteBuffer bytes = ByteBuffer.allocate(BatchHeader.BYTES);
    bytes.putLong(BatchHeader.PRODUCER_ID_AT, producerId);
    bytes.putShort(BatchHeader.PRODUCER_EPOCH_AT, (short) epoch);
    bytes.putInt(BatchHeader.BASE_SEQUENCE_AT, baseSequence);
    return new BatchHeader().read(bytes, 0);
  }

  @Test
  void whatIsBehindWaitsAndWhatIsBeforeDoesNot() {
    begins.turnedAway(batch(1, 0, 3));
    assertThat(begins.mustWait(batch(1, 0, 3))).isFalse();
    assertThat(begins.mustWait(batch(1, 0, 4))).isTrue();
    assertThat(begins.mustWait(batch(1, 0, MAX))).isFalse();
    assertThat(begins.mustWait(batch(1, 1, 4))).isFalse();
    assertThat(begins.mustWait(batch(2, 0, 4))).isFalse();
    begins.turnedAway(batch(1, 0, MAX));
    assertThat(begins.mustWait(batch(1, 0, 3))).isTrue();
    begins.accepted(batch(1, 0, MAX));
    assertThat(begins.mustWait(batch(1, 0, 3))).isFalse();
  }

  @Test
  void theLatestAreRemembered() {
    for (int i = 0; i < ProducerBegins.LIMIT; i++) {
      begins.turnedAway(batch(i, 0, 0));
    }
    begins.turnedAway(batch(0, 0, 0));
    assertThat(begins.mustWait(batch(1, 0, 1))).isTrue();
    begins.turnedAway(batch(ProducerBegins.LIMIT, 0, 0));
    assertThat(begins.mustWait(batch(1, 0, 1))).isFalse();
    assertThat(begins.mustWait(batch(0, 0, 1))).isTrue();
  }
}
