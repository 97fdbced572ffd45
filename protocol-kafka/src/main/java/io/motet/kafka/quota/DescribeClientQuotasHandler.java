package io.motet.kafka.quota;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.DescribeClientQuotasRequest;
import io.motet.kafka.message.DescribeClientQuotasRequest.ComponentData;
import io.motet.kafka.message.DescribeClientQuotasResponse;
import io.motet.kafka.message.DescribeClientQuotasResponse.EntityData;
import io.motet.kafka.message.DescribeClientQuotasResponse.EntryData;
import io.motet.kafka.message.DescribeClientQuotasResponse.ValueData;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Shows quotas. */
public final class DescribeClientQuotasHandler
    implements RequestHandler<DescribeClientQuotasRequest> {
  private static final byte EXACT = 0;
  private static final byte DEFAULT = 1;
  private static final byte ANY = 2;

  private final Quotas quotas;
  private final Authorizer authorizer;

  /** For those who may inspect the cluster. */
  public DescribeClientQuotasHandler(Quotas quotas, Authorizer authorizer) {
    this.quotas = quotas;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(DescribeClientQuotasRequest request, RequestContext context) {
    DescribeClientQuotasResponse response = new DescribeClientQuotasResponse();
    response.errorMessage = null;
    Map<String, ComponentData> filter = new HashMap<>();
    String wrong = null;
    for (ComponentData component : request.components) {
      wrong = wrong == null ? wrong(component, filter) : wrong;
      filter.put(component.entityType, component);
    }
    if (wrong == null && filter.containsKey(QuotaEntity.IP) && filter.size() > 1) {
      wrong =
          "Invalid entity filter component combination. IP filter component should not be used"
              + " with user or clientId filter component.";
    }
    if (!authorizer.mayInspect(context.session())) {
      response.errorCode = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.code();
      response.errorMessage = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.text();
    } else if (wrong != null) {
      boolean unsupported = wrong.startsWith("Unsupported");
      response.errorCode =
          (unsupported ? ErrorCode.UNSUPPORTED_VERSION : ErrorCode.INVALID_REQUEST).code();
      response.errorMessage = wrong;
    } else {
      quotas
          .all()
          .forEach(
              (entity, values) -> {
                if (matches(entity, filter, request.strict)) {
                  response.entries.add(describe(entity, values));
                }
              });
    }
    if (response.errorCode != ErrorCode.NONE.code()) {
      response.entries = null;
    }
    context.reply(response);
  }

  private static String wrong(ComponentData component, Map<String, ComponentData> before) {
    String type = component.entityType;
    if (type.isEmpty()) {
      return "Invalid empty entity type.";
    }
    if (before.containsKey(type)) {
      return "Entity type " + type + " cannot appear more than once in the filter.";
    }
    boolean known =
        type.equals(QuotaEntity.USER)
            || type.equals(QuotaEntity.CLIENT_ID)
            || type.equals(QuotaEntity.IP);
    if (!known) {
      return "Unsupported entity type " + type;
    }
    return wrongMatch(component);
  }

  private static String wrongMatch(ComponentData component) {
    byte type = component.matchType;
    if (type != EXACT && type != DEFAULT && type != ANY) {
      return "Unknown match type " + type;
    }
    boolean named = component.match != null;
    if (type == EXACT && !named) {
      return "Request specified MATCH_TYPE_EXACT, but set match string to null.";
    }
    if (type != EXACT && named) {
      String title = type == DEFAULT ? "MATCH_TYPE_DEFAULT" : "MATCH_TYPE_SPECIFIED";
      return "Request specified " + title + ", but also specified a match string.";
    }
    return null;
  }

  private static boolean matches(
      QuotaEntity entity, Map<String, ComponentData> filter, boolean strict) {
    if (strict && entity.types().size() != filter.size()) {
      return false;
    }
    for (ComponentData component : filter.values()) {
      String name = entity.name(component.entityType);
      String wanted = component.matchType == EXACT ? component.match : QuotaEntity.DEFAULT;
      if (name == null || (component.matchType != ANY && !Objects.equals(name, wanted))) {
        return false;
      }
    }
    return true;
  }

  private static EntryData describe(QuotaEntity entity, Map<QuotaKey, Double> values) {
    EntryData entry = new EntryData();
    for (String type : entity.types()) {
      EntityData part = new EntityData();
      part.entityType = type;
      String name = entity.name(type);
      part.entityName = name.equals(QuotaEntity.DEFAULT) ? null : name;
      entry.entity.add(part);
    }
    values.forEach(
        (key, value) -> {
          ValueData data = new ValueData();
          data.key = key.title();
          data.value = value;
          entry.values.add(data);
        });
    return entry;
  }
}
