package io.motet.management.route;

import io.motet.management.http.HttpFailure;
import io.motet.management.http.Response;
import io.motet.management.json.Columns;
import io.motet.management.json.Json;
import io.motet.management.json.Listing;

/** The shapes of answers that many routes share. */
public final class Replies {
  private Replies() {}

  /** Facts as JSON, cut to the columns asked for. */
  public static Response facts(Call call, Object facts) {
    return facts(call, 200, facts);
  }

  public static Response facts(Call call, int status, Object facts) {
    return json(status, Columns.of(call.query("columns")).cut(facts));
  }

  /** A list, sorted, paged and cut as the client asks. */
  public static Response list(Call call, Listing<?> listing) {
    return json(200, listing.answer(call.request()));
  }

  private static Response json(int status, Object facts) {
    return Response.json(status, Json.bytes(facts))
        .header("cache-control", "no-cache")
        .header("vary", "accept, accept-encoding, origin");
  }

  /** What PUT answers: 201 when it was created, 204 when it was there. */
  public static Response put(boolean existed) {
    return Response.empty(existed ? 204 : 201);
  }

  public static Response noContent() {
    return Response.empty(204);
  }

  /** Throws 404 for null. */
  public static <T> T found(T object) {
    if (object == null) {
      throw HttpFailure.notFound();
    }
    return object;
  }
}
