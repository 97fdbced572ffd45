package io.motet.kafka.api;

import io.motet.kafka.wire.Message;

/**
 * Serves one kind of request. Called on the connection's shard; must not block. Answers now or
 * later with one of {@link RequestContext}'s methods, exactly once.
 */
@FunctionalInterface
public interface RequestHandler<R extends Message> {
  /**
   * @param request its records are valid until the answer is given
   */
  void handle(R request, RequestContext context);
}
