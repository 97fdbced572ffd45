package io.motet.kafka.api;

import io.motet.kafka.message.ApiKey;
import io.motet.kafka.wire.Message;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Who serves which request, in which versions. Only what is registered is advertised: a client that
 * is told of a request counts on it. Filled before the first connection, read-only then.
 */
public final class Apis {
  /**
   * A request that is served.
   *
   * @param oldest the first that is served
   */
  public record Api(
      ApiKey key, short oldest, short newest, RequestHandler<? extends Message> handler) {
    /** Whether a request of that version is served. */
    public boolean serves(short version) {
      return version >= oldest && version <= newest;
    }
  }

  private final Map<ApiKey, Api> apis = new EnumMap<>(ApiKey.class);

  /** Serves all versions that can be decoded. */
  public <R extends Message> void register(ApiKey key, RequestHandler<R> handler) {
    registerUpTo(key.newest, key, handler);
  }

  /** Serves versions up to one only. */
  public <R extends Message> void registerUpTo(int newest, ApiKey key, RequestHandler<R> handler) {
    apis.put(key, new Api(key, key.oldest, (short) newest, handler));
  }

  /** Null when it is not served. */
  public Api get(ApiKey key) {
    return apis.get(key);
  }

  /** In the order of their numbers. */
  public List<Api> all() {
    return new ArrayList<>(apis.values());
  }
}
