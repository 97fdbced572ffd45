package io.motet.kafka.quota;

import io.motet.broker.metadata.Fields;
import io.motet.broker.metadata.MetadataChange;
import io.motet.broker.metadata.MetadataKey;
import io.motet.broker.metadata.MetadataStore;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The quotas, kept in the metadata store, and what was used of them. Any thread. */
public final class Quotas {
  private static final String KIND = "kafka-quota";

  /** Most entities that are measured at a time: client ids are made up by clients. */
  private static final int MAX_WINDOWS = 10_000;

  /** Whose use of what. */
  private record Use(QuotaKey key, QuotaEntity entity) {}

  private final MetadataStore store;
  private final Map<Use, RateWindow> windows = new ConcurrentHashMap<>();
  private final Map<QuotaEntity, TokenBucket> buckets = new ConcurrentHashMap<>();
  private volatile Map<QuotaEntity, Map<QuotaKey, Double>> quotas;

  /** Reads what the store has. */
  public Quotas(MetadataStore store) {
    this.store = store;
    Map<QuotaEntity, Map<QuotaKey, Double>> found = new HashMap<>();
    store.forEach(KIND, (key, fields) -> found.put(entity(fields), values(fields)));
    quotas = found;
  }

  private static QuotaEntity entity(Fields fields) {
    return new QuotaEntity(fields.text("user"), fields.text("client"), fields.text("ip"));
  }

  private static Map<QuotaKey, Double> values(Fields fields) {
    Map<QuotaKey, Double> values = new EnumMap<>(QuotaKey.class);
    fields
        .table("values")
        .forEach((title, value) -> values.put(QuotaKey.of(title), (Double) value));
    return values;
  }

  Map<QuotaEntity, Map<QuotaKey, Double>> all() {
    return quotas;
  }

  /**
   * Sets and (where null) removes quotas of entities, all or none.
   *
   * @return completes when they are durable
   */
  CompletableFuture<Void> alter(Map<QuotaEntity, Map<QuotaKey, Double>> changes) {
    return store.change(
        change -> {
          Map<QuotaEntity, Map<QuotaKey, Double>> next = new HashMap<>(quotas);
          changes.forEach((entity, wanted) -> alter(entity, wanted, next, change));
          quotas = next;
          // Whoever gets another quota begins anew with it.
          windows.clear();
          buckets.clear();
          return null;
        });
  }

  private static void alter(
      QuotaEntity entity,
      Map<QuotaKey, Double> wanted,
      Map<QuotaEntity, Map<QuotaKey, Double>> next,
      MetadataChange change) {
    Map<QuotaKey, Double> values = new EnumMap<>(QuotaKey.class);
    values.putAll(next.getOrDefault(entity, Map.of()));
    wanted.forEach(
        (key, value) -> {
          if (value == null) {
            values.remove(key);
          } else {
            values.put(key, value);
          }
        });
    if (values.isEmpty()) {
      next.remove(entity);
      change.delete(key(entity));
    } else {
      next.put(entity, values);
      change.put(key(entity), fields(entity, values));
    }
  }

  private static String key(QuotaEntity entity) {
    return MetadataKey.of(KIND, part(entity.user()), part(entity.clientId()), part(entity.ip()));
  }

  private static String part(String name) {
    return name == null ? "" : "=" + name;
  }

  private static Fields fields(QuotaEntity entity, Map<QuotaKey, Double> values) {
    Map<String, Object> table = new HashMap<>();
    values.forEach((key, value) -> table.put(key.title(), value));
    return Fields.empty()
        .with("user", entity.user())
        .with("client", entity.clientId())
        .with("ip", entity.ip())
        .with("values", table);
  }

  /**
   * Counts what a client did.
   *
   * @param user null for none
   * @param clientId null for none
   * @return how long the client is to be held back; 0 when it has no quota, or keeps it
   */
  public long use(QuotaKey key, String user, String clientId, double amount, long nowMillis) {
    Limit limit = limit(key, user, clientId);
    return limit == null ? 0 : add(key, limit.counted(), amount, limit.perSecond(), nowMillis);
  }

  /**
   * Counts partitions that a client makes or deletes.
   *
   * @param strict whether nothing may be done while too much was
   * @return 0, or how long the client is to wait: strictly, before it does this
   */
  public long mutate(String user, String clientId, int partitions, boolean strict, long nowMillis) {
    Limit limit = limit(QuotaKey.CONTROLLER_MUTATION_RATE, user, clientId);
    if (limit == null) {
      return 0;
    }
    if (buckets.size() >= MAX_WINDOWS) {
      buckets.clear();
    }
    return buckets
        .computeIfAbsent(limit.counted(), counted -> new TokenBucket(limit.perSecond(), nowMillis))
        .spend(partitions, limit.perSecond(), strict, nowMillis);
  }

  /** Whether any client has quotas, so that it is worth measuring what it does. */
  public boolean any() {
    return !quotas.isEmpty();
  }

  /** What holds for a client, and together with whom it is counted. */
  private record Limit(QuotaEntity counted, double perSecond) {}

  /** Null when there is none. */
  private Limit limit(QuotaKey key, String user, String clientId) {
    Map<QuotaEntity, Map<QuotaKey, Double>> now = quotas;
    if (now.isEmpty()) {
      return null;
    }
    String client = clientId == null || clientId.isEmpty() ? null : clientId;
    String named = user == null || user.isEmpty() ? null : user;
    for (QuotaPlace place : QuotaPlace.BY_PRECEDENCE) {
      QuotaEntity quota = place.quota(named, client);
      Map<QuotaKey, Double> values = quota == null ? null : now.get(quota);
      Double perSecond = values == null ? null : values.get(key);
      if (perSecond != null) {
        return new Limit(place.counted(named, client), perSecond);
      }
    }
    return null;
  }

  /** Counts a connection; returns how long its address is to wait. */
  public long connect(String ip, long nowMillis) {
    if (quotas.isEmpty()) {
      return 0;
    }
    QuotaEntity own = new QuotaEntity(null, null, ip);
    Double limit = limit(own);
    if (limit == null) {
      limit = limit(new QuotaEntity(null, null, QuotaEntity.DEFAULT));
    }
    return limit == null ? 0 : add(QuotaKey.CONNECTION_CREATION_RATE, own, 1, limit, nowMillis);
  }

  private Double limit(QuotaEntity address) {
    return quotas.getOrDefault(address, Map.of()).get(QuotaKey.CONNECTION_CREATION_RATE);
  }

  private long add(QuotaKey key, QuotaEntity entity, double amount, double limit, long nowMillis) {
    if (windows.size() >= MAX_WINDOWS) {
      windows.clear();
    }
    return windows
        .computeIfAbsent(new Use(key, entity), use -> new RateWindow())
        .add(amount, limit, nowMillis);
  }
}
