package io.motet.kafka.acl;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.DescribeAclsRequest;
import io.motet.kafka.message.DescribeAclsResponse;
import io.motet.kafka.message.DescribeAclsResponse.AclDescription;
import io.motet.kafka.message.DescribeAclsResponse.DescribeAclsResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows rules, together those for the same resources. */
public final class DescribeAclsHandler implements RequestHandler<DescribeAclsRequest> {
  private final Acls acls;
  private final Authorizer authorizer;

  /** For those who may inspect the cluster. */
  public DescribeAclsHandler(Acls acls, Authorizer authorizer) {
    this.acls = acls;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(DescribeAclsRequest request, RequestContext context) {
    DescribeAclsResponse response = new DescribeAclsResponse();
    response.errorMessage = null;
    AclFilter filter =
        new AclFilter(
            request.resourceTypeFilter,
            request.patternTypeFilter,
            request.resourceNameFilter,
            request.principalFilter,
            request.hostFilter,
            request.operation,
            request.permissionType);
    if (!authorizer.mayInspect(context.session())) {
      response.errorCode = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.code();
      response.errorMessage = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.text();
    } else if (filter.wrong() != null) {
      response.errorCode = ErrorCode.INVALID_REQUEST.code();
      response.errorMessage = filter.wrong();
    } else {
      add(acls.table().all().stream().filter(filter::matches).toList(), response);
    }
    context.reply(response);
  }

  private static void add(List<Acl> found, DescribeAclsResponse response) {
    Map<List<Object>, DescribeAclsResource> resources = new LinkedHashMap<>();
    for (Acl acl : found) {
      DescribeAclsResource resource =
          resources.computeIfAbsent(
              List.of(acl.resourceType(), acl.patternType(), acl.name()), key -> resource(acl));
      AclDescription description = new AclDescription();
      description.principal = acl.principal();
      description.host = acl.host();
      description.operation = acl.operation();
      description.permissionType = acl.permission();
      resource.acls.add(description);
    }
    response.resources.addAll(resources.values());
  }

  private static DescribeAclsResource resource(Acl acl) {
    DescribeAclsResource resource = new DescribeAclsResource();
    resource.resourceType = acl.resourceType();
    resource.patternType = acl.patternType();
    resource.resourceName = acl.name();
    return resource;
  }
}
