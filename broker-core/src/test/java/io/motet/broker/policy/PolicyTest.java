package io.motet.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.queue.Overflow;
import io.motet.broker.queue.QueueSettings;
import io.motet.broker.settings.Settings;
import io.motet.broker.support.SteppedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyTest {
  private final MetadataStore store = new SteppedLog().store();
  private final List<String> changes = new ArrayList<>();
  private final PolicyDirectory policies = directory();

  private PolicyDirectory directory() {
    return new PolicyDirectory(store, name -> !name.equals("none"), changes::add);
  }

  private static Policy policy(
      String name, String pattern, String applyTo, int priority, Map<String, Object> definition) {
    return new Policy("/", name, pattern, applyTo, priority, definition);
  }

  private EffectivePolicy of(String queue) {
    return policies.effective("/", queue, PolicyScope.ofQueue("classic"));
  }

  private static QueueSettings resolve(
      String type, Map<String, Object> arguments, Map<String, Object> definition) {
    return new QueueSettingsResolver(Settings.of(Map.of()))
        .resolve(type, arguments, new EffectivePolicy("p", null, definition));
  }

  @Test
  void highestPriorityApplies() {
    policies.put(policy("low", "q", "all", 1, Map.of("max-length", 1)));
    policies.put(policy("high", "^q", "queues", 2, Map.of("max-length", 2)));
    policies.put(policy("other", "^x", "queues", 9, Map.of("max-length", 3)));
    assertThat(of("q1").name()).isEqualTo("high");
    assertThat(of("aq1").name()).isEqualTo("low");
    assertThat(of("z")).isEqualTo(EffectivePolicy.NONE);
    assertThat(policies.effective("/other", "q1", PolicyScope.EXCHANGE))
        .isEqualTo(EffectivePolicy.NONE);
    policies.delete("/", "high");
    assertThat(of("q1").name()).isEqualTo("low");
    assertThat(changes).hasSize(4).containsOnly("/");
  }

  @Test
  void policyAppliesWholeOrNotAtAll() {
    policies.put(policy("p", "", "queues", 0, Map.of("max-length", 1, "delivery-limit", 2)));
    assertThat(of("q").name()).isNull();
    assertThat(policies.effective("/", "q", PolicyScope.ofQueue("quorum")).name()).isEqualTo("p");
    assertThat(policies.effective("/", "q", PolicyScope.EXCHANGE).name()).isNull();
  }

  @Test
  void operatorsAreStricter() {
    policies.put(
        policy(
            "p",
            "",
            "all",
            0,
            Map.of("max-length", 10, "message-ttl", 5, "overflow", "drop-head")));
    policies.putOperatorPolicy(
        policy(
            "o",
            "",
            "all",
            0,
            Map.of("max-length", 7L, "message-ttl", 6, "overflow", "reject-publish")));
    EffectivePolicy effective = of("q");
    assertThat(effective.name()).isEqualTo("p");
    assertThat(effective.operatorName()).isEqualTo("o");
    assertThat(effective.definition())
        .isEqualTo(Map.of("max-length", 7L, "message-ttl", 5, "overflow", "reject-publish"));
  }

  @Test
  void argumentsAndPoliciesResolve() {
    QueueSettings settings =
        resolve(
            "classic",
            Map.of(
                "x-message-ttl",
                100,
                "x-max-length",
                (byte) 5,
                "x-overflow",
                "reject-publish-dlx",
                "x-dead-letter-exchange",
                "mine",
                "x-max-priority",
                7,
                "x-single-active-consumer",
                true),
            Map.of(
                "message-ttl",
                50L,
                "max-length",
                9,
                "max-length-bytes",
                1 << 20,
                "overflow",
                "drop-head",
                "dead-letter-exchange",
                "theirs",
                "dead-letter-routing-key",
                "k",
                "expires",
                60_000));
    assertThat(settings)
        .isEqualTo(
            QueueSettings.builder()
                .messageTtlMillis(50)
                .maxLength(5)
                .maxLengthBytes(1 << 20)
                .overflow(Overflow.REJECT_PUBLISH_DLX)
                .deadLetterExchange("mine")
                .deadLetterRoutingKey("k")
                .expiresMillis(60_000)
                .maxPriority(7)
                .singleActiveConsumer(true)
                .policy("p")
                .build());
  }

  @Test
  void quorumQueuesPreferThePolicyHereAndThere() {
    QueueSettings settings =
        resolve(
            "quorum",
            Map.of(
                "x-overflow", "drop-head",
                "x-expires", 10,
                "x-delivery-limit", 3),
            Map.of("overflow", "reject-publish", "expires", 20, "delivery-limit", 5));
    assertThat(settings.overflow()).isEqualTo(Overflow.REJECT_PUBLISH);
    assertThat(settings.expiresMillis()).isEqualTo(20);
    assertThat(settings.deliveryLimit()).isEqualTo(3);
    assertThat(settings.type()).isEqualTo("quorum");
  }

  @Test
  void consumerTimeoutIsOffUnlessSet() {
    assertThat(resolve("classic", Map.of(), Map.of()).consumerTimeoutMillis()).isEqualTo(-1);
    QueueSettingsResolver set =
        new QueueSettingsResolver(Settings.of(Map.of("consumer_timeout", "30min")));
    assertThat(set.resolve("classic", Map.of(), EffectivePolicy.NONE).consumerTimeoutMillis())
        .isEqualTo(1_800_000);
    assertThat(
            set.resolve("classic", Map.of("x-consumer-timeout", 5L), EffectivePolicy.NONE)
                .consumerTimeoutMillis())
        .isEqualTo(5);
  }

  @Test
  void wrongDefinitionsAreNamed() {
    refused(policy("p", "(", "all", 0, Map.of("max-length", 1)), "pattern should be regular");
    refused(policy("p", "", "some", 0, Map.of("max-length", 1)), "apply-to 'some' unrecognised");
    refused(policy("p", "", "all", 0, Map.of()), "no policy provided");
    refused(
        policy("p", "", "all", 0, Map.of("max-size", 1)),
        "[{<<\"max-size\">>,1}] are not recognised policy settings");
    refused(
        policy("p", "", "all", 0, Map.of("max-length", -1)), "-1 is not a valid maximum length");
    refused(
        policy("p", "", "all", 0, Map.of("message-ttl", "x")),
        "<<\"x\">> is not a valid message TTL");
    refused(policy("p", "", "all", 0, Map.of("expires", 0)), "0 is not a valid queue expiry");
    refused(
        policy("p", "", "all", 0, Map.of("overflow", "burst")),
        "<<\"burst\">> is not a valid overflow value");
    refused(
        policy("p", "", "all", 0, Map.of("max-age", "5x")), "<<\"5x\">> is not a valid max age");
    refused(
        new Policy("none", "p", "", "all", 0, Map.of("max-length", 1)),
        "virtual host 'none' does not exist");
    assertThatThrownBy(
            () ->
                policies
                    .putOperatorPolicy(policy("p", "", "all", 0, Map.of("queue-mode", "lazy")))
                    .join())
        .hasMessageContaining("not recognised policy settings");
    assertThat(policies.all()).isEmpty();
    assertThat(changes).isEmpty();
  }

  private void refused(Policy policy, String text) {
    assertThatThrownBy(() -> policies.put(policy).join()).hasMessageContaining(text);
  }

  @Test
  void comesBackFromTheStore() {
    policies.put(policy("p", "^q", "queues", -3, Map.of("max-length", 5L, "queue-version", 2)));
    PolicyDirectory reloaded = directory();
    reloaded.load();
    assertThat(reloaded.all()).isEqualTo(policies.all());
  }
}
