package io.motet.cli.control;

import io.motet.cli.control.api.Credentials;
import io.motet.cli.control.option.ParsedArguments;
import java.net.URI;
import java.util.Map;

/** Which broker to ask, and as whom: options, else environment, else the local one as guest. */
record ApiEndpoint(URI base, Credentials credentials) {
  private static final String DEFAULT_URL = "http://127.0.0.1:15672";

  /**
   * @throws IllegalArgumentException when the address is none
   */
  static ApiEndpoint of(ParsedArguments line, Map<String, String> environment) {
    String url = choose(line, "url", environment, "MOTET_URL", DEFAULT_URL);
    URI base = URI.create(url);
    if (base.getHost() == null || !String.valueOf(base.getScheme()).startsWith("http")) {
      throw new IllegalArgumentException(
          "'" + url + "' is not the address of an HTTP API, for example " + DEFAULT_URL);
    }
    String user = choose(line, "user", environment, "MOTET_USER", "guest");
    String password = choose(line, "password", environment, "MOTET_PASSWORD", "guest");
    return new ApiEndpoint(base, new Credentials(user, password));
  }

  private static String choose(
      ParsedArguments line,
      String option,
      Map<String, String> environment,
      String variable,
      String otherwise) {
    return line.text(option, environment.getOrDefault(variable, otherwise));
  }
}
