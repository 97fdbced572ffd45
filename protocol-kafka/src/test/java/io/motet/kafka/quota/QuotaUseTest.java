package io.motet.kafka.quota;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotaUseTest {
  @Test
  void whatIsWithinTheQuotaIsNotHeldBack() {
    RateWindow window = new RateWindow();
    for (int second = 0; second < 100; second++) {
      assertThat(window.add(1000, 1000, second * 1000L + 999)).isLessThanOrEqualTo(1);
    }
    assertThat(new RateWindow().add(10_000, 1000, 0)).isZero();
  }

  @Test
  void theWaitIsAsLongAsItTakesToBeBackAtTheQuota() {
    RateWindow window = new RateWindow();
    assertThat(window.add(30_000, 1000, 0)).isEqualTo(20_000);
    assertThat(window.add(0, 1000, 5_000)).isEqualTo(20_000);
    // Out of the window, and forgotten.
    assertThat(window.add(0, 1000, 11_000)).isZero();
    assertThat(window.add(1, 1000, 1_000_000)).isZero();
  }

  @Test
  void theMostParticularPlaceComesFirst() {
    assertThat(QuotaPlace.BY_PRECEDENCE.get(0).quota("u", "c"))
        .isEqualTo(new QuotaEntity("u", "c", null));
    assertThat(QuotaPlace.ANY_USER.quota("u", "c")).isEqualTo(new QuotaEntity("", null, null));
    // A default holds for each user apart.
    assertThat(QuotaPlace.ANY_USER.counted("u", "c")).isEqualTo(new QuotaEntity("u", null, null));
    assertThat(QuotaPlace.CLIENT.quota("u", null)).isNull();
    assertThat(QuotaPlace.USER.quota(null, "c")).isNull();
  }
}
