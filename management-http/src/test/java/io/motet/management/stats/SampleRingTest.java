package io.motet.management.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleRingTest {
  private static long[] sample(long value) {
    return new long[] {value, -value};
  }

  @Test
  void keepsTheNewestUpToItsLimit() {
    SampleRing ring = new SampleRing(2, 5);
    for (int i = 1; i <= 12; i++) {
      ring.add(i * 10L, sample(i));
    }
    assertThat(ring.count()).isEqualTo(5);
    assertThat(ring.time(0)).isEqualTo(120);
    assertThat(ring.value(0, 1)).isEqualTo(-12);
    assertThat(ring.time(4)).isEqualTo(80);
    assertThat(ring.value(4, 0)).isEqualTo(8);
  }

  @Test
  void aRunOfEqualSamplesTakesTwoPlaces() {
    SampleRing ring = new SampleRing(2, 100);
    for (int i = 1; i <= 50; i++) {
      ring.add(i, sample(7));
    }
    assertThat(ring.count()).isEqualTo(2);
    assertThat(ring.time(0)).isEqualTo(50);
    assertThat(ring.time(1)).isEqualTo(1);
    ring.add(51, sample(8));
    assertThat(ring.count()).isEqualTo(3);
    assertThat(ring.time(1)).isEqualTo(50);
  }

  @Test
  void findsWhatWasAtATime() {
    SampleRing ring = new SampleRing(2, 10);
    ring.add(100, sample(1));
    ring.add(200, sample(2));
    assertThat(ring.ageAt(99)).isEqualTo(-1);
    assertThat(ring.ageAt(100)).isEqualTo(1);
    assertThat(ring.ageAt(199)).isEqualTo(1);
    assertThat(ring.ageAt(5000)).isZero();
  }
}
