package io.motet.kafka.api;

import io.motet.kafka.message.ApiVersionsRequest;
import io.motet.kafka.message.ApiVersionsResponse;
import java.util.regex.Pattern;

/** Tells clients what is served. */
public final class ApiVersionsHandler implements RequestHandler<ApiVersionsRequest> {
  /** What Kafka allows as the name and version of client software. */
  private static final Pattern SOFTWARE =
      Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9\\-.]*[a-zA-Z0-9])?");

  private static final int FIRST_WITH_SOFTWARE = 3;

  private final Apis apis;

  /** Reads the table with every answer. */
  public ApiVersionsHandler(Apis apis) {
    this.apis = apis;
  }

  @Override
  public void handle(ApiVersionsRequest request, RequestContext context) {
    boolean wrongSoftware =
        context.version() >= FIRST_WITH_SOFTWARE
            && !(isSoftware(request.clientSoftwareName)
                && isSoftware(request.clientSoftwareVersion));
    context.reply(
        wrongSoftware
            ? error(ErrorCode.INVALID_REQUEST)
            : answer(apis, ErrorCode.NONE, context.version()));
  }

  private static boolean isSoftware(String text) {
    return SOFTWARE.matcher(text).matches();
  }

  private static ApiVersionsResponse error(ErrorCode code) {
    ApiVersionsResponse response = new ApiVersionsResponse();
    response.errorCode = code.code();
    return response;
  }

  /**
   * The answer to a version that we do not know, in version 0: the client tries again with less.
   */
  public static ApiVersionsResponse unknownVersion(Apis apis) {
    return answer(apis, ErrorCode.UNSUPPORTED_VERSION, (short) 0);
  }

  private static ApiVersionsResponse answer(Apis apis, ErrorCode code, short version) {
    ApiVersionsResponse response = error(code);
    for (Apis.Api api : apis.all()) {
      ApiVersionsResponse.ApiVersion versions = new ApiVersionsResponse.ApiVersion();
      versions.apiKey = api.key().id;
      versions.minVersion = api.oldest();
      versions.maxVersion = api.newest();
      response.apiKeys.add(versions);
    }
    Features.describe(response, version);
    return response;
  }
}
