package io.motet.management;

import io.motet.broker.settings.SettingKey;
import io.motet.broker.settings.SettingParsers;
import io.motet.broker.settings.Settings;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/**
 * The settings of the HTTP API, read once.
 *
 * @param address of the API; null when it is switched off
 * @param metricsAddress null when metrics are switched off
 * @param statisticsIntervalMillis between two samples
 */
record ManagementSettings(
    InetSocketAddress address,
    InetSocketAddress metricsAddress,
    String pathPrefix,
    List<String> corsOrigins,
    int corsMaxAgeSeconds,
    int largestBodyBytes,
    long statisticsIntervalMillis,
    int statisticsHistories,
    long diskFreeLimitBytes) {

  private static final SettingKey<String> PORT =
      new SettingKey<>(
          "management.tcp.port",
          SettingParsers.text(),
          "15672",
          "port of the HTTP API: a number, address:port, or none");
  private static final SettingKey<String> IP =
      new SettingKey<>(
          "management.tcp.ip", SettingParsers.text(), "", "address of the HTTP API; empty for all");
  private static final SettingKey<String> METRICS_PORT =
      new SettingKey<>(
          "prometheus.tcp.port",
          SettingParsers.text(),
          "15692",
          "port of the metrics for Prometheus: a number, address:port, or none");
  private static final SettingKey<String> METRICS_IP =
      new SettingKey<>(
          "prometheus.tcp.ip", SettingParsers.text(), "", "address of the metrics; empty for all");
  private static final SettingKey<String> PATH_PREFIX =
      new SettingKey<>(
          "management.path_prefix",
          ManagementSettings::prefix,
          "",
          "path that all paths of the HTTP API begin with");
  private static final SettingKey<List<String>> CORS_ORIGINS =
      new SettingKey<>(
          "management.cors.allow_origins",
          ManagementSettings::words,
          "",
          "origins of web pages that may use the HTTP API, separated by commas; * for all");
  private static final SettingKey<Integer> CORS_MAX_AGE =
      new SettingKey<>(
          "management.cors.max_age",
          SettingParsers.integer(1, Integer.MAX_VALUE),
          "1800",
          "seconds for which browsers may remember what an origin is allowed");
  private static final SettingKey<Integer> LARGEST_BODY =
      new SettingKey<>(
          "management.http.max_body_size",
          SettingParsers.integer(1, Integer.MAX_VALUE),
          "20000000",
          "bytes of the largest request body");
  private static final SettingKey<Integer> INTERVAL =
      new SettingKey<>(
          "collect_statistics_interval",
          SettingParsers.integer(1, Integer.MAX_VALUE),
          "5000",
          "milliseconds between two samples of the statistics");
  private static final SettingKey<Integer> HISTORIES =
      new SettingKey<>(
          "management.statistics.max_histories",
          SettingParsers.integer(1, Integer.MAX_VALUE),
          "2000",
          "objects for which samples of the past are kept; beyond, only rates");

  /** The core's own; only read here, to be shown. */
  private static final SettingKey<Long> DISK_FREE_LIMIT =
      new SettingKey<>(
          "disk_free_limit.absolute", SettingParsers.bytes(0, Long.MAX_VALUE), "50MB", "");

  static List<SettingKey<?>> keys() {
    return List.of(
        PORT,
        IP,
        METRICS_PORT,
        METRICS_IP,
        PATH_PREFIX,
        CORS_ORIGINS,
        CORS_MAX_AGE,
        LARGEST_BODY,
        INTERVAL,
        HISTORIES);
  }

  static ManagementSettings of(Settings settings) {
    return new ManagementSettings(
        address(PORT, settings.get(PORT), settings.get(IP)),
        address(METRICS_PORT, settings.get(METRICS_PORT), settings.get(METRICS_IP)),
        settings.get(PATH_PREFIX),
        settings.get(CORS_ORIGINS),
        settings.get(CORS_MAX_AGE),
        settings.get(LARGEST_BODY),
        settings.get(INTERVAL),
        settings.get(HISTORIES),
        settings.get(DISK_FREE_LIMIT));
  }

  private static InetSocketAddress address(SettingKey<String> key, String port, String ip) {
    if (port.equals("none")) {
      return null;
    }
    int colon = port.lastIndexOf(':');
    String host = colon < 0 ? ip : port.substring(0, colon);
    try {
      int number = Integer.parseInt(port.substring(colon + 1));
      return host.isEmpty() ? new InetSocketAddress(number) : new InetSocketAddress(host, number);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "setting " + key.name() + " = " + port + ": a number, address:port or none is allowed",
          e);
    }
  }

  private static String prefix(String text) {
    if (text.isEmpty() || text.equals("/")) {
      return "";
    }
    String rooted = text.startsWith("/") ? text : "/" + text;
    return rooted.endsWith("/") ? rooted.substring(0, rooted.length() - 1) : rooted;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(",")).map(String::trim).filter(w -> !w.isEmpty()).toList();
  }
}
