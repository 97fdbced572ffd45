package io.motet.management.http;

/**
 * A refusal that becomes {@code {"error":…,"reason":…}}. Carries no stack trace: it is an answer.
 */
public final class HttpFailure extends RuntimeException {
  private final int status;
  private final String error;

  public HttpFailure(int status, String error, String reason) {
    super(reason, null, false, false);
    this.status = status;
    this.error = error;
  }

  public static HttpFailure badRequest(String reason) {
    return new HttpFailure(400, "bad_request", reason);
  }

  /** RabbitMQ says 401, not 403, to a known user without the right. */
  public static HttpFailure notAuthorised(String reason) {
    return new HttpFailure(401, "not_authorised", reason);
  }

  public static HttpFailure notFound() {
    return new HttpFailure(404, "Object Not Found", "Not Found");
  }

  public int status() {
    return status;
  }

  public String error() {
    return error;
  }
}
