package io.motet.kafka.sasl.oauth;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client begins with (RFC 7628, section 3.1): a header of GS2 without channel binding, then
 * pairs of which {@code auth} has the token.
 *
 * @param authorizationId whom it wants to act as; empty for whomever the token names
 * @param token as it came; it is a secret
 */
public record ClientResponse(String authorizationId, String token) {
  /** Longest message that is looked at; tokens have a few thousand bytes. */
  static final int MAX_SIZE_BYTES = 1 << 16;

  private static final String SEPARATOR = "\u0001";
  private static final Pattern PAIR =
      Pattern.compile("(?<key>[A-Za-z]+)=(?<value>[\\x20-\\x7E\\t\\r\\n]+)");
  private static final Pattern BEARER =
      Pattern.compile("bearer +(?<token>[-_.a-zA-Z0-9]+)", Pattern.CASE_INSENSITIVE);

  /** Null when it is not one, or has no token. */
  public static ClientResponse parse(byte[] message) {
    if (message.length > MAX_SIZE_BYTES) {
      return null;
    }
    String text = new String(message, StandardCharsets.UTF_8);
    int nameEnd = text.indexOf("," + SEPARATOR, 2);
    int pairsEnd = text.length() - 2;
    if (nameEnd < 0
        || nameEnd + 2 > pairsEnd
        || !text.startsWith("n,")
        || !text.endsWith(SEPARATOR + SEPARATOR)) {
      return null;
    }
    String name = name(text.substring(2, nameEnd));
    String pairs = text.substring(nameEnd + 2, pairsEnd);
    String token = name == null ? null : token(pairs.split(SEPARATOR, -1));
    return token == null ? null : new ClientResponse(name, token);
  }

  /** Null when it is malformed; empty when there is none. */
  private static String name(String field) {
    if (field.isEmpty()) {
      return "";
    }
    String clear = field.replace("=2C", "").replace("=3D", "");
    boolean wellFormed =
        field.startsWith("a=") && field.length() > 2 && !clear.substring(2).matches(".*[=,].*");
    return wellFormed ? field.substring(2).replace("=2C", ",").replace("=3D", "=") : null;
  }

  /** Null when there is none, or a pair is malformed. */
  private static String token(String[] pairs) {
    String token = null;
    for (String pair : pairs) {
      Matcher one = PAIR.matcher(pair);
      if (!one.matches()) {
        return null;
      }
      if (one.group("key").equals("auth")) {
        Matcher bearer = BEARER.matcher(one.group("value"));
        if (token != null || !bearer.matches()) {
          return null;
        }
        token = bearer.group("token");
      }
    }
    return token;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ClientResponse[authorizationId=" + authorizationId + "]";
  }
}
