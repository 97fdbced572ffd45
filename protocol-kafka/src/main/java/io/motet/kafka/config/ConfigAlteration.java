package io.motet.kafka.config;

import io.motet.kafka.api.ClientSession;
import io.motet.kafka.api.ErrorCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What both requests that change configurations have in common. */
final class ConfigAlteration {
  /**
   * How the change of one resource went.
   *
   * @param text null when there is no error
   */
  record Result(byte type, String name, ErrorCode error, String text) {}

  /** Finds the changes for a resource; may refuse. */
  @FunctionalInterface
  interface Changes {
    List<ConfigChange> of(ConfigKind kind);
  }

  private final ConfigKinds kinds;
  private final ClientSession session;
  private final boolean validateOnly;
  private final Map<List<Object>, Integer> seen = new HashMap<>();

  ConfigAlteration(ConfigKinds kinds, ClientSession session, boolean validateOnly) {
    this.kinds = kinds;
    this.session = session;
    this.validateOnly = validateOnly;
  }

  /** Before {@link #alter}, for each resource of the request: none may be named twice. */
  void announce(byte type, String name) {
    seen.merge(List.of(type, name), 1, Integer::sum);
  }

  /** Changes one resource; never fails. */
  CompletableFuture<Result> alter(byte type, String name, Changes changes) {
    CompletableFuture<Void> altered;
    try {
      if (seen.get(List.of(type, name)) > 1) {
        throw new ConfigException(
            ErrorCode.INVALID_REQUEST, "Each resource must appear at most once.");
      }
      ConfigKind kind = kinds.get(type);
      List<ConfigChange> wanted = changes.of(kind);
      check(wanted);
      altered = kind.alter(session, name, wanted, validateOnly);
    } catch (ConfigException e) {
      altered = CompletableFuture.failedFuture(e);
    }
    return altered.handle((done, failure) -> result(type, name, failure));
  }

  private static void check(List<ConfigChange> changes) {
    Set<String> names = new HashSet<>();
    for (ConfigChange change : changes) {
      if (!names.add(change.name())) {
        throw new ConfigException(ErrorCode.INVALID_REQUEST, "Error due to duplicate config keys");
      }
      if (change.value() == null && change.kind() != ConfigChange.Kind.DELETE) {
        throw new ConfigException(
            ErrorCode.INVALID_REQUEST, "Null value not supported for : " + change.name());
      }
    }
  }

  private static Result result(byte type, String name, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause == null) {
      return new Result(type, name, ErrorCode.NONE, null);
    }
    ErrorCode code =
        cause instanceof ConfigException refusal ? refusal.code() : ErrorCode.UNKNOWN_SERVER_ERROR;
    return new Result(type, name, code, cause.getMessage());
  }
}
