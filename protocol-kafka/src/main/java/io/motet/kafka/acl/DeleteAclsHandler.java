package io.motet.kafka.acl;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.DeleteAclsRequest;
import io.motet.kafka.message.DeleteAclsRequest.DeleteAclsFilter;
import io.motet.kafka.message.DeleteAclsResponse;
import io.motet.kafka.message.DeleteAclsResponse.DeleteAclsFilterResult;
import io.motet.kafka.message.DeleteAclsResponse.DeleteAclsMatchingAcl;
import java.util.Iterator;
import java.util.List;

/** Removes rules; each filter is answered for itself, with what it matched. */
public final class DeleteAclsHandler implements RequestHandler<DeleteAclsRequest> {
  private final Acls acls;
  private final Authorizer authorizer;

  /** For those who may alter the cluster. */
  public DeleteAclsHandler(Acls acls, Authorizer authorizer) {
    this.acls = acls;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(DeleteAclsRequest request, RequestContext context) {
    DeleteAclsResponse response = new DeleteAclsResponse();
    List<AclFilter> filters = request.filters.stream().map(DeleteAclsHandler::filter).toList();
    if (!authorizer.mayCluster(context.session(), Operation.ALTER)) {
      ErrorCode code = ErrorCode.CLUSTER_AUTHORIZATION_FAILED;
      filters.forEach(filter -> response.filterResults.add(result(code, code.text())));
      context.reply(response);
      return;
    }
    acls.remove(filters.stream().filter(filter -> filter.wrong() == null).toList())
        .whenComplete(
            (removed, failure) -> {
              Iterator<List<Acl>> matches = failure == null ? removed.iterator() : null;
              for (AclFilter filter : filters) {
                response.filterResults.add(result(filter, matches));
              }
              context.reply(response);
            });
  }

  private static AclFilter filter(DeleteAclsFilter filter) {
    return new AclFilter(
        filter.resourceTypeFilter,
        filter.patternTypeFilter,
        filter.resourceNameFilter,
        filter.principalFilter,
        filter.hostFilter,
        filter.operation,
        filter.permissionType);
  }

  private static DeleteAclsFilterResult result(AclFilter filter, Iterator<List<Acl>> matches) {
    if (filter.wrong() != null) {
      return result(ErrorCode.INVALID_REQUEST, filter.wrong());
    }
    if (matches == null) {
      return result(ErrorCode.UNKNOWN_SERVER_ERROR, ErrorCode.UNKNOWN_SERVER_ERROR.text());
    }
    DeleteAclsFilterResult result = result(ErrorCode.NONE, null);
    matches.next().forEach(acl -> result.matchingAcls.add(matching(acl)));
    return result;
  }

  private static DeleteAclsFilterResult result(ErrorCode code, String text) {
    DeleteAclsFilterResult result = new DeleteAclsFilterResult();
    result.errorCode = code.code();
    result.errorMessage = text;
    return result;
  }

  private static DeleteAclsMatchingAcl matching(Acl acl) {
    DeleteAclsMatchingAcl matching = new DeleteAclsMatchingAcl();
    matching.errorMessage = null;
    matching.resourceType = acl.resourceType();
    matching.patternType = acl.patternType();
    matching.resourceName = acl.name();
    matching.principal = acl.principal();
    matching.host = acl.host();
    matching.operation = acl.operation();
    matching.permissionType = acl.permission();
    return matching;
  }
}
