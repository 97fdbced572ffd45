package io.motet.kafka;

import static io.motet.broker.settings.SettingParsers.bool;
import static io.motet.broker.settings.SettingParsers.bytes;
import static io.motet.broker.settings.SettingParsers.durationMillis;
import static io.motet.broker.settings.SettingParsers.integer;

import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import io.motet.kafka.acl.AclChecks;
import io.motet.kafka.acl.Acls;
import io.motet.kafka.sasl.Logins;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The settings of logins and access rules: Kafka's names behind {@code kafka.}. */
final class SecuritySettings {
  static final SettingKey<List<String>> MECHANISMS =
      new SettingKey<>(
          "kafka.sasl.enabled.mechanisms",
          Logins::parse,
          Logins.STANDARD,
          "SASL mechanisms that Kafka clients may log in with, separated by commas.");

  static final SettingKey<Long> MAX_REAUTHENTICATION =
      new SettingKey<>(
          "kafka.connections.max.reauth",
          durationMillis(0, Integer.MAX_VALUE),
          "0",
          "How long a login of a Kafka client holds before it must log in again; 0 for ever.");

  static final SettingKey<Long> MAX_LOGIN_BYTES =
      new SettingKey<>(
          "kafka.sasl.server.max.receive.size",
          bytes(1024, Integer.MAX_VALUE - 8),
          "512KiB",
          "Largest request of a Kafka client that has not logged in.");

  private static final SettingKey<Set<String>> SUPER_USERS =
      new SettingKey<>(
          "kafka.super.users",
          SecuritySettings::principals,
          "",
          "Principals that no access rule holds for, such as User:admin; separated by semicolons.");

  private static final SettingKey<Boolean> ALLOW_WITHOUT_RULES =
      new SettingKey<>(
          "kafka.allow.everyone.if.no.acl.found",
          bool(),
          "true",
          "Whether permissions alone decide about what no access rule is about; else it is forbidden.");

  private static final SettingKey<Integer> MAX_ACLS =
      new SettingKey<>(
          "kafka.acls.max",
          integer(0, 1_000_000),
          "10000",
          "Most access rules; further ones are refused.");

  private SecuritySettings() {}

  static List<SettingKey<?>> keys() {
    return List.of(
        MECHANISMS,
        MAX_REAUTHENTICATION,
        MAX_LOGIN_BYTES,
        SUPER_USERS,
        ALLOW_WITHOUT_RULES,
        MAX_ACLS);
  }

  private static Set<String> principals(String text) {
    Set<String> names = new TreeSet<>();
    for (String name : text.split(";")) {
      if (!name.isBlank()) {
        if (name.indexOf(':') <= 0) {
          throw new IllegalArgumentException("expected principals such as User:admin");
        }
        names.add(name.strip());
      }
    }
    return names;
  }

  static int maxAcls(Settings settings) {
    return settings.get(MAX_ACLS);
  }

  static AclChecks checks(Settings settings, Acls acls) {
    return new AclChecks(acls, settings.get(SUPER_USERS), settings.get(ALLOW_WITHOUT_RULES));
  }
}
