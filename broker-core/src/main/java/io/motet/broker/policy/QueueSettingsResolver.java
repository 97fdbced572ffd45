package io.motet.broker.policy;

import io.motet.broker.queue.Overflow;
import io.motet.broker.queue.QueueSettings;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The one place where a queue's arguments and policies become what the engine works with. Where
 * both set a limit, the smaller counts; a dead-letter target is the argument's; the overflow rule
 * of a classic queue is the argument's and that of a quorum queue the policy's, and so is its
 * expiry.
 */
public final class QueueSettingsResolver {
  /** Off unless set, unlike RabbitMQ's 30 minutes, which end long tasks. */
  public static final SettingKey<Long> CONSUMER_TIMEOUT =
      new SettingKey<>(
          "consumer_timeout",
          QueueSettingsResolver::timeout,
          "none",
          "Longest time in ms that a delivery may stay unsettled before its channel is closed.");

  public static final List<SettingKey<?>> SETTINGS = List.of(CONSUMER_TIMEOUT);

  private final long consumerTimeoutMillis;

  public QueueSettingsResolver(Settings settings) {
    this.consumerTimeoutMillis = settings.get(CONSUMER_TIMEOUT);
  }

  private static Long timeout(String text) {
    return text.equals("none") || text.equals("undefined") || text.equals("false")
        ? (long) QueueSettings.UNLIMITED
        : io.motet.broker.settings.SettingParsers.durationMillis(1, Long.MAX_VALUE).apply(text);
  }

  /**
   * @param type {@code classic} or {@code quorum}
   * @param arguments checked before
   */
  public QueueSettings resolve(
      String type, Map<String, Object> arguments, EffectivePolicy effective) {
    Sources from = new Sources(arguments, effective.definition());
    boolean quorum = type.equals("quorum");
    String overflow =
        quorum ? from.policyFirst("overflow") : (String) from.argumentFirst("overflow");
    return QueueSettings.builder()
        .type(type)
        .messageTtlMillis(from.smaller("message-ttl"))
        .expiresMillis(quorum ? from.policyFirstNumber("expires") : from.smaller("expires"))
        .maxLength(from.smaller("max-length"))
        .maxLengthBytes(from.smaller("max-length-bytes"))
        .overflow(overflow(overflow))
        .deadLetterExchange((String) from.argumentFirst("dead-letter-exchange"))
        .deadLetterRoutingKey((String) from.argumentFirst("dead-letter-routing-key"))
        .maxPriority((int) Math.max(0, number(arguments.get("x-max-priority"))))
        .singleActiveConsumer(Boolean.TRUE.equals(arguments.get("x-single-active-consumer")))
        .deliveryLimit(quorum ? (int) from.smaller("delivery-limit") : QueueSettings.UNLIMITED)
        .consumerTimeoutMillis(consumerTimeout(from))
        .policy(effective.name())
        .operatorPolicy(effective.operatorName())
        .build();
  }

  private long consumerTimeout(Sources from) {
    long own = from.smaller("consumer-timeout");
    return own == QueueSettings.UNLIMITED ? consumerTimeoutMillis : own;
  }

  private static Overflow overflow(String name) {
    return name == null
        ? Overflow.DROP_HEAD
        : Overflow.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static long number(Object value) {
    return value instanceof Number number ? number.longValue() : QueueSettings.UNLIMITED;
  }

  /** The two places a value can come from: argument {@code x-NAME} and policy key {@code NAME}. */
  private record Sources(Map<String, Object> arguments, Map<String, Object> definition) {
    Object argumentFirst(String name) {
      Object argument = arguments.get("x-" + name);
      return argument == null ? definition.get(name) : argument;
    }

    String policyFirst(String name) {
      Object value = definition.get(name);
      return (String) (value == null ? arguments.get("x-" + name) : value);
    }

    long policyFirstNumber(String name) {
      long value = number(definition.get(name));
      return value == QueueSettings.UNLIMITED ? number(arguments.get("x-" + name)) : value;
    }

    long smaller(String name) {
      long argument = number(arguments.get("x-" + name));
      long policy = number(definition.get(name));
      if (argument == QueueSettings.UNLIMITED || policy == QueueSettings.UNLIMITED) {
        return Math.max(argument, policy);
      }
      return Math.min(argument, policy);
    }
  }
}
