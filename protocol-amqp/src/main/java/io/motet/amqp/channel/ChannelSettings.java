package io.motet.amqp.channel;

import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import java.util.List;

/**
 * What governs channels.
 *
 * @param maxMessageSizeBytes largest body a client may publish
 * @param maxConsumers most consumers on one channel; 0 for no limit
 */
public record ChannelSettings(int maxMessageSizeBytes, int maxConsumers) {
  /** No setting can allow more: a body is one buffer. */
  public static final int HIGHEST_MAX_MESSAGE_SIZE_BYTES = 512 * 1024 * 1024;

  private static final SettingKey<Integer> MAX_MESSAGE_SIZE =
      new SettingKey<>(
          "max_message_size",
          text -> between(text, 1, HIGHEST_MAX_MESSAGE_SIZE_BYTES),
          "134217728",
          "Largest message body in bytes; a publish above it closes the channel.");

  private static final SettingKey<Integer> MAX_CONSUMERS =
      new SettingKey<>(
          "consumer_max_per_channel",
          text -> text.equals("infinity") ? 0 : between(text, 1, Integer.MAX_VALUE),
          "infinity",
          "Most consumers on one channel.");

  /** The keys that {@link #from} reads. */
  public static final List<SettingKey<?>> KEYS = List.of(MAX_MESSAGE_SIZE, MAX_CONSUMERS);

  public static ChannelSettings from(Settings settings) {
    return new ChannelSettings(settings.get(MAX_MESSAGE_SIZE), settings.get(MAX_CONSUMERS));
  }

  private static int between(String text, int least, int most) {
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number out of range.
    }
    throw new IllegalArgumentException("must be a number from " + least + " to " + most);
  }
}
