package io.motet.management.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer: status, headers in lower case, body. Handed from a worker to the event loop once.
 *
 * @param headers without content-length and date, which the server adds
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Response(int status, Map<String, String> headers, byte[] body) {
  private static final byte[] EMPTY = {};

  public static Response empty(int status) {
    return new Response(status, new LinkedHashMap<>(), EMPTY);
  }

  /** A body of JSON. */
  public static Response json(int status, byte[] body) {
    return of(status, "application/json", body);
  }

  public static Response text(int status, String contentType, String text) {
    return of(status, contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Response of(int status, String contentType, byte[] body) {
    Response response = new Response(status, new LinkedHashMap<>(), body);
    return response.header("content-type", contentType);
  }

  /** Sets a header; returns this. */
  public Response header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  Response withBody(byte[] changed) {
    return new Response(status, headers, changed);
  }
}
