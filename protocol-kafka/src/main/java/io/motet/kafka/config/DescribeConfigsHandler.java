package io.motet.kafka.config;

import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.DescribeConfigsRequest;
import io.motet.kafka.message.DescribeConfigsRequest.DescribeConfigsResource;
import io.motet.kafka.message.DescribeConfigsResponse;
import io.motet.kafka.message.DescribeConfigsResponse.DescribeConfigsResourceResult;
import io.motet.kafka.message.DescribeConfigsResponse.DescribeConfigsResult;
import io.motet.kafka.message.DescribeConfigsResponse.DescribeConfigsSynonym;
import java.util.List;

/** Shows configurations, the defaults included. */
public final class DescribeConfigsHandler implements RequestHandler<DescribeConfigsRequest> {
  private final ConfigKinds kinds;

  /** For those kinds of resources. */
  public DescribeConfigsHandler(ConfigKinds kinds) {
    this.kinds = kinds;
  }

  @Override
  public void handle(DescribeConfigsRequest request, RequestContext context) {
    DescribeConfigsResponse response = new DescribeConfigsResponse();
    for (DescribeConfigsResource resource : request.resources) {
      response.results.add(describe(resource, request, context));
    }
    context.reply(response);
  }

  private DescribeConfigsResult describe(
      DescribeConfigsResource resource, DescribeConfigsRequest request, RequestContext context) {
    DescribeConfigsResult result = new DescribeConfigsResult();
    result.resourceType = resource.resourceType;
    result.resourceName = resource.resourceName;
    result.errorMessage = null;
    List<String> wanted = resource.configurationKeys;
    try {
      for (ConfigEntry entry :
          kinds.get(resource.resourceType).describe(context.session(), resource.resourceName)) {
        if (wanted == null || wanted.isEmpty() || wanted.contains(entry.name())) {
          result.configs.add(describe(entry, request));
        }
      }
    } catch (ConfigException e) {
      result.errorCode = e.code().code();
      result.errorMessage = e.getMessage();
    }
    return result;
  }

  private static DescribeConfigsResourceResult describe(
      ConfigEntry entry, DescribeConfigsRequest request) {
    DescribeConfigsResourceResult described = new DescribeConfigsResourceResult();
    described.name = entry.name();
    described.value = entry.value();
    described.readOnly = entry.readOnly();
    described.configSource = entry.source().code();
    described.isDefault = entry.source() == ConfigSource.DEFAULT;
    described.configType = entry.type().code();
    described.documentation = request.includeDocumentation ? entry.documentation() : null;
    if (request.includeSynonyms) {
      for (ConfigEntry.Synonym synonym : entry.synonyms()) {
        DescribeConfigsSynonym shown = new DescribeConfigsSynonym();
        shown.name = synonym.name();
        shown.value = synonym.value();
        shown.source = synonym.source().code();
        described.synonyms.add(shown);
      }
    }
    return described;
  }
}
