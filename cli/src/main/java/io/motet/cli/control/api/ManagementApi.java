package io.motet.cli.control.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Requests to one broker's HTTP API. Blocking. Uses HttpURLConnection, not the newer HttpClient:
 * that one starts threads and loads three times as many classes, which a command that makes one
 * request feels.
 */
public final class ManagementApi {
  private final URI base;
  private final Credentials credentials;
  private final int timeoutMillis;

  /**
   * @param base for example {@code http://127.0.0.1:15672}
   * @param timeoutMillis for connecting, and for each answer; 0 waits for ever
   */
  public ManagementApi(URI base, Credentials credentials, int timeoutMillis) {
    this.base = base;
    this.credentials = credentials;
    this.timeoutMillis = timeoutMillis;
  }

  /** Where requests go. */
  public URI base() {
    return base;
  }

  /** The same broker asked as somebody else. */
  public ManagementApi as(Credentials other) {
    return new ManagementApi(base, other, timeoutMillis);
  }

  public ApiResponse get(String path) {
    return send("GET", path, null, Map.of());
  }

  public ApiResponse put(String path, Map<String, ?> body) {
    return send("PUT", path, body, Map.of());
  }

  public ApiResponse post(String path, Map<String, ?> body) {
    return send("POST", path, body, Map.of());
  }

  public ApiResponse delete(String path) {
    return send("DELETE", path, null, Map.of());
  }

  /**
   * One request.
   *
   * @param path below {@code /api/}, encoded as {@link ApiPath} makes it
   * @param body null for none
   * @throws ApiUnavailableException when there is no answer
   */
  public ApiResponse send(
      String method, String path, Map<String, ?> body, Map<String, String> headers) {
    try {
      HttpURLConnection connection = open(method, path, headers);
      if (body != null) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.getOutputStream().write(Json.write(body).getBytes(StandardCharsets.UTF_8));
      }
      int status = connection.getResponseCode();
      return new ApiResponse(status, content(connection, status));
    } catch (SocketTimeoutException e) {
      throw new ApiUnavailableException(e, true);
    } catch (IOException e) {
      throw new ApiUnavailableException(e, false);
    }
  }

  private HttpURLConnection open(String method, String path, Map<String, String> headers)
      throws IOException {
    URL url = base.resolve(base.getPath().replaceAll("/+$", "") + "/api/" + path).toURL();
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setConnectTimeout(timeoutMillis);
    connection.setReadTimeout(timeoutMillis);
    connection.setRequestMethod(method);
    connection.setRequestProperty("Authorization", credentials.basic());
    connection.setRequestProperty("Accept", "application/json");
    headers.forEach(connection::setRequestProperty);
    return connection;
  }

  /** The body when it is JSON; a page of another kind is no answer of the API. */
  private static Object content(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
      String type = connection.getContentType();
      return type != null && type.contains("json") ? Json.read(bytes) : null;
    }
  }
}
