package io.motet.gearman.config;

import static io.motet.broker.settings.SettingParsers.bool;
import static io.motet.broker.settings.SettingParsers.bytes;
import static io.motet.broker.settings.SettingParsers.durationMillis;
import static io.motet.broker.settings.SettingParsers.integer;
import static io.motet.broker.settings.SettingParsers.listenAddress;
import static io.motet.broker.settings.SettingParsers.text;

import io.motet.broker.runtime.HostName;
import io.motet.broker.settings.ListenAddress;
import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.Settings;
import java.util.List;

/** The settings of the Gearman listener, its connections and jobs. */
public final class GearmanSettings {
  public static final SettingKey<ListenAddress> TCP_LISTENER =
      new SettingKey<>(
          "gearman.listeners.tcp.default",
          listenAddress(),
          "4730",
          "Where Gearman clients and workers connect: a port, address:port, or none.");

  private static final SettingKey<String> VIRTUAL_HOST =
      new SettingKey<>(
          "gearman.virtual_host",
          text(),
          "/",
          "The virtual host whose queues are Gearman's functions.");

  private static final SettingKey<String> USER =
      new SettingKey<>(
          "gearman.user",
          text(),
          "",
          "The user whose permissions count for Gearman connections, which cannot log in; empty for"
              + " no check.");

  private static final SettingKey<Integer> JOB_RETRIES =
      new SettingKey<>(
          "gearman.job_retries",
          integer(0, Integer.MAX_VALUE),
          "0",
          "How often workers may be lost with a job before it fails; 0 for no limit.");

  private static final SettingKey<Long> RETRY_DELAY =
      new SettingKey<>(
          "gearman.retry_delay",
          durationMillis(0, 86_400_000L),
          "0",
          "How long a job waits that a worker was lost with, before another gets it.");

  private static final SettingKey<String> DEAD_LETTER_QUEUE =
      new SettingKey<>(
          "gearman.dead_letter_queue",
          text(),
          "",
          "The queue for background jobs that reached gearman.job_retries; empty to drop them."
              + " Counts for functions that are new.");

  private static final SettingKey<Integer> WORKER_WAKEUP =
      new SettingKey<>(
          "gearman.worker_wakeup",
          integer(0, Integer.MAX_VALUE),
          "0",
          "How many sleeping workers a job wakes; 0 for as many as are needed.");

  private static final SettingKey<Boolean> ROUND_ROBIN =
      new SettingKey<>(
          "gearman.round_robin",
          bool(),
          "false",
          "Whether a worker's functions take turns, or the one registered last goes first.");

  private static final SettingKey<Boolean> EXCEPTIONS =
      new SettingKey<>(
          "gearman.exceptions",
          bool(),
          "false",
          "Whether all clients are sent exceptions, or only those that ask for the option.");

  private static final SettingKey<String> HANDLE_PREFIX =
      new SettingKey<>(
          "gearman.job_handle_prefix",
          GearmanSettings::handlePrefix,
          "",
          "What job handles begin with; empty for H: and the host's name.");

  private static final SettingKey<String> VERSION =
      new SettingKey<>(
          "gearman.version",
          text(),
          "1.1.20",
          "The gearmand version that the text command version tells.");

  private static final SettingKey<Long> MAX_PACKET =
      new SettingKey<>(
          "gearman.max_packet_size",
          bytes(1024, 1L << 30),
          "128MiB",
          "Largest packet from a client or worker.");

  private static final SettingKey<Long> MAX_LINE =
      new SettingKey<>(
          "gearman.max_line_size", bytes(64, 1L << 20), "8KiB", "Longest line of text commands.");

  private static final SettingKey<Integer> MAX_CONNECTIONS =
      new SettingKey<>(
          "gearman.connection_max",
          integer(0, Integer.MAX_VALUE),
          "0",
          "Most Gearman connections; 0 for no limit.");

  private static final SettingKey<Integer> MAX_FUNCTIONS =
      new SettingKey<>(
          "gearman.function_max",
          integer(1, 1_000_000),
          "10000",
          "Most functions that one worker may say it can do.");

  private static final SettingKey<Integer> MAX_UNCONFIRMED =
      new SettingKey<>(
          "gearman.unconfirmed_max",
          integer(1, 1 << 20),
          "8192",
          "Most jobs of one connection that are not answered yet; then it is not read.");

  private static final SettingKey<Long> MAX_UNSENT =
      new SettingKey<>(
          "gearman.unsent_max",
          bytes(1 << 20, 1L << 40),
          "256MiB",
          "A connection that does not read what is sent is closed when more than this waits.");

  private GearmanSettings() {}

  public static List<SettingKey<?>> keys() {
    return List.of(
        TCP_LISTENER,
        VIRTUAL_HOST,
        USER,
        JOB_RETRIES,
        RETRY_DELAY,
        DEAD_LETTER_QUEUE,
        WORKER_WAKEUP,
        ROUND_ROBIN,
        EXCEPTIONS,
        HANDLE_PREFIX,
        VERSION,
        MAX_PACKET,
        MAX_LINE,
        MAX_CONNECTIONS,
        MAX_FUNCTIONS,
        MAX_UNCONFIRMED,
        MAX_UNSENT);
  }

  public static GearmanOptions options(Settings settings) {
    String prefix = settings.get(HANDLE_PREFIX);
    return new GearmanOptions(
        settings.get(VIRTUAL_HOST),
        settings.get(USER),
        settings.get(JOB_RETRIES),
        settings.get(RETRY_DELAY),
        settings.get(DEAD_LETTER_QUEUE),
        settings.get(WORKER_WAKEUP),
        settings.get(ROUND_ROBIN),
        settings.get(EXCEPTIONS),
        prefix.isEmpty() ? "H:" + HostName.shortName() : prefix,
        settings.get(VERSION),
        settings.get(MAX_PACKET).intValue(),
        settings.get(MAX_LINE).intValue(),
        settings.get(MAX_CONNECTIONS),
        settings.get(MAX_FUNCTIONS),
        settings.get(MAX_UNCONFIRMED),
        settings.get(MAX_UNSENT));
  }

  /** A handle must fit into 64 bytes with its number, for clients. */
  private static String handlePrefix(String text) {
    if (text.matches("[!-~]{0,40}")) {
      return text;
    }
    throw new IllegalArgumentException("expected at most 40 characters without blanks");
  }
}
