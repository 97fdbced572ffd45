package io.motet.kafka;

import static io.motet.broker.settings.SettingParsers.durationMillis;

import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.kafka.sasl.oauth.IssuerKeys;
import io.motet.kafka.sasl.oauth.TokenRules;
import io.motet.kafka.sasl.oauth.TokenVerifier;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** The settings of logins with tokens: Kafka's names behind {@code kafka.}. */
final class OAuthSettings {
  private static final Set<String> SCHEMES = Set.of("file", "http", "https");

  private static final SettingKey<String> KEYS =
      new SettingKey<>(
          "kafka.sasl.oauthbearer.jwks.endpoint.url",
          OAuthSettings::location,
          "",
          "Where the public keys of the issuer of tokens are: a file:, http: or https: URL.");

  private static final SettingKey<Long> REFRESH =
      new SettingKey<>(
          "kafka.sasl.oauthbearer.jwks.endpoint.refresh",
          durationMillis(1000, Integer.MAX_VALUE),
          "1h",
          "How long the issuer's keys are kept before they are asked for again.");

  private static final SettingKey<List<String>> AUDIENCE =
      new SettingKey<>(
          "kafka.sasl.oauthbearer.expected.audience",
          OAuthSettings::list,
          "",
          "Audiences, separated by commas, one of which a token must be for; empty for any.");

  private static final SettingKey<String> ISSUER =
      new SettingKey<>(
          "kafka.sasl.oauthbearer.expected.issuer",
          String::strip,
          "",
          "Who must have issued a token; empty for anybody whose key is known.");

  private static final SettingKey<String> SUBJECT_CLAIM =
      new SettingKey<>(
          "kafka.sasl.oauthbearer.sub.claim.name",
          OAuthSettings::claim,
          "sub",
          "The claim of a token that names the user.");

  private static final SettingKey<Long> CLOCK_SKEW =
      new SettingKey<>(
          "kafka.sasl.oauthbearer.clock.skew",
          durationMillis(0, 3_600_000),
          "30s",
          "How far the clock of the issuer of tokens may be off.");

  private OAuthSettings() {}

  static List<SettingKey<?>> keys() {
    return List.of(KEYS, REFRESH, AUDIENCE, ISSUER, SUBJECT_CLAIM, CLOCK_SKEW);
  }

  private static String location(String text) {
    String stripped = text.strip();
    if (!stripped.isEmpty() && !SCHEMES.contains(URI.create(stripped).getScheme())) {
      throw new IllegalArgumentException("expected a URL that begins with file:, http: or https:");
    }
    return stripped;
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static String claim(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("expected the name of a claim");
    }
    return text.strip();
  }

  /** Whether it is known where keys are. */
  static boolean hasKeys(Settings settings) {
    return !settings.get(KEYS).isEmpty();
  }

  static TokenVerifier verifier(Settings settings, LongSupplier clockMillis) {
    String issuer = settings.get(ISSUER);
    TokenRules rules =
        new TokenRules(
            settings.get(AUDIENCE),
            issuer.isEmpty() ? null : issuer,
            settings.get(SUBJECT_CLAIM),
            settings.get(CLOCK_SKEW));
    return new TokenVerifier(
        rules, IssuerKeys.at(URI.create(settings.get(KEYS)), settings.get(REFRESH)), clockMillis);
  }
}
