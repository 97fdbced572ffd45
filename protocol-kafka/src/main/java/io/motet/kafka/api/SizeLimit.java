package io.motet.kafka.api;

import io.motet.kafka.wire.Message;
import java.util.function.Supplier;

/**
 * Lets requests through to their handler that are no larger than they need be: what they say is
 * kept in memory for long.
 *
 * @param answer to one that is larger
 */
public record SizeLimit<T extends Message>(
    RequestHandler<T> handler, int maxBytes, Supplier<? extends Message> answer)
    implements RequestHandler<T> {
  @Override
  public void handle(T request, RequestContext context) {
    if (context.sizeBytes() > maxBytes) {
      context.reply(answer.get());
    } else {
      handler.handle(request, context);
    }
  }
}
