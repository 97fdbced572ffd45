package io.motet.management.http;

/** Answers requests. Called on worker threads, several at a time; may block. */
@FunctionalInterface
public interface RequestHandler {
  /** Must not throw; what it throws all the same is answered with 500 and logged. */
  Response handle(Request request);
}
