package io.motet.kafka;

import static io.motet.broker.settings.SettingParsers.durationMillis;

import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.kafka.transaction.TransactionOptions;
import java.util.List;

/** The settings of transactions. */
final class TransactionSettings {
  static final SettingKey<Long> MAX_TIMEOUT =
      new SettingKey<>(
          "kafka.transaction.max.timeout",
          durationMillis(1, Integer.MAX_VALUE),
          "15min",
          "Longest time that producers may ask for to end a transaction; then it is aborted.");

  static final SettingKey<Long> ID_EXPIRY =
      new SettingKey<>(
          "kafka.transactional.id.expiration",
          durationMillis(1, Integer.MAX_VALUE),
          "7d",
          "How long a transactional id is remembered after its last use.");

  static final SettingKey<Long> EXPIRY_CHECK =
      new SettingKey<>(
          "kafka.transactional.id.expiration.check.interval",
          durationMillis(1, Integer.MAX_VALUE),
          "1h",
          "How often transactional ids are looked for that were not used for long.");

  private TransactionSettings() {}

  static List<SettingKey<?>> keys() {
    return List.of(MAX_TIMEOUT, ID_EXPIRY, EXPIRY_CHECK);
  }

  static TransactionOptions options(Settings settings) {
    return new TransactionOptions(
        settings.get(MAX_TIMEOUT).intValue(), settings.get(ID_EXPIRY), settings.get(EXPIRY_CHECK));
  }
}
