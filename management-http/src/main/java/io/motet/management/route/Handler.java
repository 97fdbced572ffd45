package io.motet.management.route;

import io.motet.management.http.HttpFailure;
import io.motet.management.http.Response;

/** Answers one method of one route. On a worker thread; may block. */
@FunctionalInterface
public interface Handler {
  /** Throws {@link HttpFailure} or BrokerException for what the client did wrong. */
  Response handle(Call call) throws Exception;
}
