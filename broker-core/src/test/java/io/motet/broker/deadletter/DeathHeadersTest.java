package io.motet.broker.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.broker.message.MessageProperties;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeathHeadersTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  private static MessageProperties die(MessageProperties before, DeathReason why, String queue) {
    return DeathHeaders.record(before, why, queue, "x", List.of("k", "cc"), NOW);
  }

  private static List<?> deaths(MessageProperties properties) {
    return (List<?>) properties.headers().get("x-death");
  }

  @Test
  void firstDeathSaysAllAndTakesTheExpirationOff() {
    MessageProperties dead =
        die(MessageProperties.NONE.withExpirationMillis("60"), DeathReason.EXPIRED, "q");

    assertThat(dead.expirationMillis()).isNull();
    assertThat(deaths(dead))
        .isEqualTo(
            List.of(
                Map.of(
                    "original-expiration", "60",
                    "count", 1L,
                    "reason", "expired",
                    "queue", "q",
                    "time", Instant.parse("2026-01-02T03:04:05Z"),
                    "exchange", "x",
                    "routing-keys", List.of("k", "cc"))));
    assertThat(dead.headers())
        .containsEntry("x-first-death-reason", "expired")
        .containsEntry("x-first-death-queue", "q")
        .containsEntry("x-first-death-exchange", "x")
        .containsEntry("x-last-death-queue", "q");
  }

  @Test
  void sameQueueAndReasonIsCountedAndComesToTheFront() {
    MessageProperties dead = die(MessageProperties.NONE, DeathReason.REJECTED, "a");
    dead = die(dead, DeathReason.REJECTED, "b");
    dead = die(dead, DeathReason.REJECTED, "a");

    assertThat(deaths(dead)).hasSize(2);
    assertThat((Map<?, ?>) deaths(dead).get(0))
        .extracting("queue", "count")
        .containsExactly("a", 2L);
    assertThat(dead.headers())
        .containsEntry("x-first-death-queue", "a")
        .containsEntry("x-last-death-queue", "a");
  }

  @Test
  void anotherReasonIsAnotherEntry() {
    MessageProperties dead = die(MessageProperties.NONE, DeathReason.REJECTED, "a");
    dead = die(dead, DeathReason.MAXLEN, "a");

    assertThat(deaths(dead)).hasSize(2);
    assertThat(dead.headers())
        .containsEntry("x-first-death-reason", "rejected")
        .containsEntry("x-last-death-reason", "maxlen");
  }

  @Test
  void cycleOnlyWithoutARejectionSince() {
    MessageProperties dead = die(MessageProperties.NONE, DeathReason.EXPIRED, "a");
    assertThat(DeathHeaders.isCycle(dead, "a")).isTrue();
    assertThat(DeathHeaders.isCycle(dead, "b")).isFalse();

    dead = die(dead, DeathReason.REJECTED, "b");
    assertThat(DeathHeaders.isCycle(dead, "a")).isFalse();
  }

  @Test
  void whatAClientInventedIsLeftOut() {
    MessageProperties odd =
        MessageProperties.NONE.withHeaders(
            Map.of("x-death", List.of("nonsense", Map.of("queue", 7)), "mine", "kept"));

    assertThat(DeathHeaders.isCycle(odd, "q")).isFalse();
    MessageProperties dead = die(odd, DeathReason.DELIVERY_LIMIT, "q");
    assertThat(deaths(dead)).hasSize(1);
    assertThat(dead.headers()).containsEntry("mine", "kept");
  }
}
