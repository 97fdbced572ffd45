package io.motet.kafka.acl;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.CreateAclsRequest;
import io.motet.kafka.message.CreateAclsRequest.AclCreation;
import io.motet.kafka.message.CreateAclsResponse;
import io.motet.kafka.message.CreateAclsResponse.AclCreationResult;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Adds rules; each is answered for itself. */
public final class CreateAclsHandler implements RequestHandler<CreateAclsRequest> {
  private final Acls acls;
  private final Authorizer authorizer;

  /** For those who may alter the cluster. */
  public CreateAclsHandler(Acls acls, Authorizer authorizer) {
    this.acls = acls;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(CreateAclsRequest request, RequestContext context) {
    if (!authorizer.mayCluster(context.session(), Operation.ALTER)) {
      CreateAclsResponse response = new CreateAclsResponse();
      ErrorCode code = ErrorCode.CLUSTER_AUTHORIZATION_FAILED;
      request.creations.forEach(creation -> response.results.add(result(code, code.text())));
      context.reply(response);
      return;
    }
    List<Acl> wanted = request.creations.stream().map(CreateAclsHandler::acl).toList();
    acls.add(wanted.stream().filter(acl -> acl.wrong() == null).toList())
        .whenComplete(
            (added, failure) -> {
              CreateAclsResponse response = new CreateAclsResponse();
              response.results =
                  failure == null ? results(wanted, added.iterator()) : failed(wanted.size());
              context.reply(response);
            });
  }

  private static Acl acl(AclCreation creation) {
    return new Acl(
        creation.resourceType,
        creation.resourcePatternType,
        creation.resourceName,
        creation.principal,
        creation.host,
        creation.operation,
        creation.permissionType);
  }

  private static List<AclCreationResult> results(List<Acl> wanted, Iterator<Boolean> added) {
    List<AclCreationResult> results = new ArrayList<>();
    for (Acl acl : wanted) {
      String wrong = acl.wrong();
      if (wrong == null && !added.next()) {
        wrong = "There are too many access control lists (kafka.acls.max)";
      }
      results.add(result(wrong == null ? ErrorCode.NONE : ErrorCode.INVALID_REQUEST, wrong));
    }
    return results;
  }

  private static List<AclCreationResult> failed(int count) {
    List<AclCreationResult> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ErrorCode code = ErrorCode.UNKNOWN_SERVER_ERROR;
      results.add(result(code, code.text()));
    }
    return results;
  }

  private static AclCreationResult result(ErrorCode code, String text) {
    AclCreationResult result = new AclCreationResult();
    result.errorCode = code.code();
    result.errorMessage = text;
    return result;
  }
}
