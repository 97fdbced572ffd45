package io.motet.kafka.quota;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.AlterClientQuotasRequest;
import io.motet.kafka.message.AlterClientQuotasRequest.EntityData;
import io.motet.kafka.message.AlterClientQuotasRequest.EntryData;
import io.motet.kafka.message.AlterClientQuotasRequest.OpData;
import io.motet.kafka.message.AlterClientQuotasResponse;
import io.netty.util.NetUtil;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sets and removes quotas; each entity is answered for itself. */
public final class AlterClientQuotasHandler implements RequestHandler<AlterClientQuotasRequest> {
  /** A change that is refused, with the reason. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    Refusal(String text) {
      super(text, null, false, false);
    }
  }

  private final Quotas quotas;
  private final Authorizer authorizer;

  /** For those who may alter the cluster's configurations. */
  public AlterClientQuotasHandler(Quotas quotas, Authorizer authorizer) {
    this.quotas = quotas;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(AlterClientQuotasRequest request, RequestContext context) {
    boolean allowed = authorizer.mayCluster(context.session(), Operation.ALTER_CONFIGS);
    AlterClientQuotasResponse response = new AlterClientQuotasResponse();
    Map<QuotaEntity, Map<QuotaKey, Double>> changes = new HashMap<>();
    for (EntryData entry : request.entries) {
      ErrorCode code = allowed ? ErrorCode.NONE : ErrorCode.CLUSTER_AUTHORIZATION_FAILED;
      String text = code.text();
      if (allowed) {
        try {
          changes.put(entity(entry.entity), values(entry));
        } catch (Refusal e) {
          code = ErrorCode.INVALID_REQUEST;
          text = e.getMessage();
        }
      }
      response.entries.add(answer(entry, code, text));
    }
    if (request.validateOnly || changes.isEmpty()) {
      context.reply(response);
      return;
    }
    quotas
        .alter(changes)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                response.entries.forEach(e -> e.errorCode = ErrorCode.UNKNOWN_SERVER_ERROR.code());
              }
              context.reply(response);
            });
  }

  private static QuotaEntity entity(List<EntityData> parts) throws Refusal {
    if (parts.isEmpty()) {
      throw new Refusal("Invalid empty client quota entity");
    }
    Map<String, String> names = new HashMap<>();
    for (EntityData part : parts) {
      String type = part.entityType;
      if (names.containsKey(type)) {
        throw new Refusal("Invalid client quota entity, duplicate entity entry " + type);
      }
      if (!Set.of(QuotaEntity.USER, QuotaEntity.CLIENT_ID, QuotaEntity.IP).contains(type)) {
        throw new Refusal("Unhandled client quota entity type: " + type);
      }
      if (part.entityName != null && part.entityName.isEmpty()) {
        throw new Refusal("Empty " + type + " not supported");
      }
      names.put(type, part.entityName == null ? QuotaEntity.DEFAULT : part.entityName);
    }
    String ip = names.get(QuotaEntity.IP);
    if (ip != null && names.size() > 1) {
      throw new Refusal(
          "Invalid quota entity combination, IP entity shouldnot be combined with User or"
              + " ClientId");
    }
    boolean isAddress =
        ip == null
            || ip.equals(QuotaEntity.DEFAULT)
            || NetUtil.isValidIpV4Address(ip)
            || NetUtil.isValidIpV6Address(ip);
    if (!isAddress) {
      throw new Refusal(ip + " is not a valid IP or resolvable host.");
    }
    return new QuotaEntity(names.get(QuotaEntity.USER), names.get(QuotaEntity.CLIENT_ID), ip);
  }

  private static Map<QuotaKey, Double> values(EntryData entry) throws Refusal {
    boolean ofAddress = entry.entity.get(0).entityType.equals(QuotaEntity.IP);
    Map<QuotaKey, Double> values = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (OpData op : entry.ops) {
      QuotaKey key = QuotaKey.of(op.key);
      if (!seen.add(op.key)) {
        throw new Refusal("Duplicate quota key " + op.key);
      }
      if (key == null || key.isOfAddresses() != ofAddress) {
        if (op.remove) {
          continue;
        }
        throw new Refusal("Invalid configuration key " + op.key);
      }
      String wrong = op.remove ? null : key.wrong(op.value);
      if (wrong != null) {
        throw new Refusal(wrong);
      }
      values.put(key, op.remove ? null : op.value);
    }
    return values;
  }

  private static AlterClientQuotasResponse.EntryData answer(
      EntryData entry, ErrorCode code, String text) {
    AlterClientQuotasResponse.EntryData answer = new AlterClientQuotasResponse.EntryData();
    answer.errorCode = code.code();
    answer.errorMessage = text;
    for (EntityData part : entry.entity) {
      AlterClientQuotasResponse.EntityData shown = new AlterClientQuotasResponse.EntityData();
      shown.entityType = part.entityType;
      shown.entityName = part.entityName;
      answer.entity.add(shown);
    }
    return answer;
  }
}
