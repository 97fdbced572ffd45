package io.motet.kafka.quota;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private final TokenBucket bucket = new TokenBucket(2, 0);

  @Test
  void strictlyNothingIsSpentWhileSomethingIsOwed() {
    assertThat(bucket.spend(25, 2, true, 0)).isZero();
    assertThat(bucket.spend(1, 2, true, 0)).isEqualTo(1500);
    assertThat(bucket.spend(1, 2, true, 1000)).isEqualTo(500);
    assertThat(bucket.spend(1, 2, true, 1500)).isZero();
    assertThat(bucket.spend(1, 2, true, 1500)).isEqualTo(500);
  }

  @Test
  void otherwiseItIsSpentAndOwed() {
    assertThat(bucket.spend(22, 2, false, 0)).isZero();
    assertThat(bucket.spend(1, 2, false, 0)).isEqualTo(500);
    assertThat(bucket.spend(1, 2, false, 0)).isEqualTo(1000);
  }

  @Test
  void itHoldsWhatComesInElevenSeconds() {
    assertThat(bucket.spend(22, 2, true, 1_000_000)).isZero();
    assertThat(bucket.spend(1, 2, true, 1_000_000)).isZero();
    assertThat(bucket.spend(1, 2, true, 1_000_000)).isEqualTo(500);
  }

  @Test
  void aClockThatGoesBackGivesNothing() {
    assertThat(bucket.spend(23, 2, true, 1000)).isZero();
    assertThat(bucket.spend(1, 2, true, 0)).isEqualTo(500);
    assertThat(bucket.spend(1, 2, true, 1000)).isEqualTo(500);
  }
}
